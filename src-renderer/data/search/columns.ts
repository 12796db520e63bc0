/** Whole numbers below 2^32 in a typed array that grows: a fraction of what an array of numbers takes. */
export class IntColumn {
  #array: Uint32Array<ArrayBuffer>;
  #length: number;

  /** @param given what it begins with; taken over, not copied */
  constructor(given: Uint32Array<ArrayBuffer> = new Uint32Array(0)) {
    this.#array = given;
    this.#length = given.length;
  }

  get length(): number {
    return this.#length;
  }

  get(index: number): number {
    return this.#array[index] ?? 0;
  }

  set(index: number, value: number): void {
    this.#array[index] = value;
  }

  push(value: number): number {
    if (this.#length === this.#array.length) {
      const larger = new Uint32Array(Math.max(256, Math.ceil(this.#length * 1.5)));
      larger.set(this.#array);
      this.#array = larger;
    }
    this.#array[this.#length] = value;
    return this.#length++;
  }

  /** What it holds, without the room to grow; not to be changed. */
  values(): Uint32Array<ArrayBuffer> {
    return this.#array.subarray(0, this.#length);
  }

  clear(): void {
    this.#array = new Uint32Array(0);
    this.#length = 0;
  }
}

/** The same for numbers of any kind (stamps, times). */
export class NumberColumn {
  #array: Float64Array<ArrayBuffer>;
  #length: number;

  constructor(given: Float64Array<ArrayBuffer> = new Float64Array(0)) {
    this.#array = given;
    this.#length = given.length;
  }

  get(index: number): number {
    return this.#array[index] ?? 0;
  }

  set(index: number, value: number): void {
    this.#array[index] = value;
  }

  push(value: number): number {
    if (this.#length === this.#array.length) {
      const larger = new Float64Array(Math.max(256, Math.ceil(this.#length * 1.5)));
      larger.set(this.#array);
      this.#array = larger;
    }
    this.#array[this.#length] = value;
    return this.#length++;
  }

  values(): Float64Array<ArrayBuffer> {
    return this.#array.subarray(0, this.#length);
  }
}

/** A UUID as four whole numbers. */
export type IdParts = readonly [number, number, number, number];

/** Takes a UUID apart, to be compared with many. */
export function partsOf(id: string): IdParts {
  const hex = id.replaceAll('-', '');
  const part = (n: number) => Number.parseInt(hex.slice(n * 8, n * 8 + 8), 16) >>> 0;
  return [part(0), part(1), part(2), part(3)];
}

/** UUIDs, 16 bytes each. */
export class IdColumn {
  readonly #words: IntColumn;

  constructor(given?: Uint32Array<ArrayBuffer>) {
    this.#words = new IntColumn(given);
  }

  push(id: string): void {
    for (const part of partsOf(id)) this.#words.push(part);
  }

  get(index: number): string {
    let hex = '';
    for (let part = 0; part < 4; part++)
      hex += this.#words
        .get(index * 4 + part)
        .toString(16)
        .padStart(8, '0');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  is(index: number, [a, b, c, d]: IdParts): boolean {
    const at = index * 4;
    const words = this.#words;
    // The end differs most: ids begin with the time.
    return (
      words.get(at + 3) === d && words.get(at + 2) === c && words.get(at + 1) === b && words.get(at) === a
    );
  }

  values(): Uint32Array<ArrayBuffer> {
    return this.#words.values();
  }
}
