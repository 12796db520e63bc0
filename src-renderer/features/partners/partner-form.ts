import { partnerSchema, type Partner, type PartnerField } from '#shared/domain/references/partner.ts';

/** What is being typed: everything is text until it is saved. */
export interface PartnerForm {
  readonly name: string;
  readonly email: string;
  readonly language: Partner['language'];
  readonly fields: readonly PartnerField[];
  readonly days: string;
  readonly active: boolean;
}

export type PartnerProblem = 'name' | 'email' | 'fields' | 'days';

/** What a new partner may see at first: nothing that tells who the customer is. */
const AT_FIRST: readonly PartnerField[] = ['subject', 'question', 'words'];
const DAYS_AT_FIRST = 7;

/** The form of what there is, or of a new one. */
export function formOf(content: Partner | null): PartnerForm {
  if (content !== null) return { ...content, days: String(content.days) };
  const language = 'ru';
  return { name: '', email: '', language, fields: AT_FIRST, days: String(DAYS_AT_FIRST), active: true };
}

/** What the form says, or what must be mended first. */
export function readForm(form: PartnerForm): {
  readonly content: Partner | null;
  readonly problems: ReadonlySet<PartnerProblem>;
} {
  const days = form.days.trim();
  const parsed = partnerSchema.safeParse({
    ...form,
    email: form.email.trim(),
    days: /^\d{1,3}$/.test(days) ? Number(days) : null,
  });
  if (parsed.success) return { content: parsed.data, problems: new Set() };
  return {
    content: null,
    problems: new Set(parsed.error.issues.map(({ path }) => path[0] as PartnerProblem)),
  };
}
