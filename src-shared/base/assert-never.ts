/** Closes an exhaustive switch: a new member of a union becomes a type error here, and a defect at run time. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
