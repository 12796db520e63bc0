/** A defect that happened in this window: what kind, where in the code; its words are not kept. */
export interface Defect {
  readonly at: number;
  readonly name: string;
  readonly stack: string;
}

/** Defects that are remembered. */
const MOST = 20;
let defects: readonly Defect[] = [];

/** Notes a defect for the diagnostics file. */
export function noteDefect(error: unknown): void {
  const { name, stack } = error instanceof Error ? error : { name: typeof error, stack: '' };
  // The first line of a stack has the error's words.
  const places = (stack ?? '').split('\n').filter((line) => /^\s*at |@/.test(line));
  defects = [...defects, { at: Date.now(), name, stack: places.join('\n') }].slice(-MOST);
}

/** Defects since the page was loaded, oldest first. */
export function rememberedDefects(): readonly Defect[] {
  return defects;
}

/** Notes what nobody has caught. To be called once, at the start. */
export function watchDefects(): void {
  window.addEventListener('error', (event) => noteDefect(event.error));
  window.addEventListener('unhandledrejection', (event) => noteDefect(event.reason));
}
