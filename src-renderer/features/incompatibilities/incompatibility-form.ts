import {
  incompatibilitySchema,
  type Condition,
  type Incompatibility,
} from '#shared/domain/references/incompatibility.ts';

/** What is being typed: everything is text until it is saved. */
export interface IncompatibilityForm {
  readonly when: readonly (Pick<Condition, 'fact' | 'test' | 'words'> & { readonly version: string })[];
  readonly title: { readonly en: string; readonly ru: string };
  readonly explanation: { readonly en: string; readonly ru: string };
  readonly link: string;
}

export type FormProblem = 'words' | 'version' | 'text' | 'link';

export const EMPTY_CONDITION = { fact: 'os', test: 'is', words: '', version: '' } as const;

/** The form of what there is, or an empty one. */
export function formOf(content: Incompatibility | null): IncompatibilityForm {
  if (content === null) {
    return { when: [EMPTY_CONDITION], title: { en: '', ru: '' }, explanation: { en: '', ru: '' }, link: '' };
  }
  return {
    when: content.when.map((condition) => ({ ...condition, version: condition.version ?? '' })),
    title: content.title,
    explanation: content.explanation,
    link: content.link ?? '',
  };
}

/** Whether a test compares versions. */
export function needsVersion(test: Condition['test']): boolean {
  return test === 'below' || test === 'from';
}

/** What the form says, or what must be mended first. */
export function readForm(form: IncompatibilityForm): {
  readonly content: Incompatibility | null;
  readonly problems: ReadonlySet<FormProblem>;
} {
  const parsed = incompatibilitySchema.safeParse({
    when: form.when.map(({ version, ...condition }) => ({
      ...condition,
      version: needsVersion(condition.test) ? version.trim() : null,
    })),
    title: form.title,
    explanation: form.explanation,
    link: form.link.trim() === '' ? null : form.link.trim(),
  });
  if (parsed.success) return { content: parsed.data, problems: new Set() };
  const problems = parsed.error.issues.map(({ path }): FormProblem => {
    const field = path[0];
    if (field === 'link') return 'link';
    if (field === 'when') return path.at(-1) === 'version' ? 'version' : 'words';
    return 'text';
  });
  return { content: null, problems: new Set(problems) };
}
