const MONTH =
  /(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)/i;
const DATE = new RegExp(
  String.raw`\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}:\d{2}|${MONTH.source}[a-zа-я.]*\s+\d{1,2}|\d{1,2}\s+${MONTH.source}`,
  'i',
);
/** The end of a line that introduces a quotation: "… wrote:", "… пишет:", "… написал(а):". */
const WROTE = /(?:\bwrote|(?:^|[^\p{L}])(?:пишет|писал(?:\(а\)|а)?|написал(?:\(а\)|а)?))\s*:\s*$/iu;
/** Gmail in Russian and Mail.ru end with the sender alone: "пт, 12 мая 2026 г. в 10:15, Анна <a@b.c>:", "… от Анна <a@b.c>:". */
const SENDER = /<[^<>\s]+@[^<>\s]+>\s*:\s*$|\sот\s+[^:]{2,120}:\s*$/u;

const SEPARATOR =
  /^\s*[-_—–*=]{2,}\s*(?:original message|forwarded message|begin forwarded message|исходное сообщение|пересылаемое сообщение|пересланное сообщение|конец пересылаемого сообщения|оригинальное сообщение)\s*[-_—–*=]*\s*$/iu;
const FORWARDED = /^\s*(?:begin forwarded message|начало переадресованного сообщения)\s*:\s*$/iu;

const RULE = /^\s*[-_]{5,}\s*$/;
const FROM = /^\s*\*?(?:from|от(?: кого)?)\s*:\*?\s*\S/iu;
const FIELD = /^\s*\*?(?:sent|date|to|cc|subject|reply-to|отправлено|дата|кому|копия|тема)\s*:\*?(?:\s|$)/iu;
const HEADER_LINES = 6;

const SIGNATURE =
  /^(?:--|—|__)\s*$|^\s*(?:sent from my \S.{0,40}|get outlook for \S.{0,40}|отправлено с (?:моего )?\S.{0,40}|отправлено из \S.{0,40})$/iu;

/** Whether a line stands under a signature, or is one that a program adds. */
export function isSignatureLine(line: string): boolean {
  return SIGNATURE.test(line);
}

/** Whether a line is quoted by a mark at its beginning. */
export function isMarked(line: string): boolean {
  return /^\s{0,2}>/.test(line);
}

/**
 * How many lines, from `at` on, announce that what follows is somebody else's: 0 for none. Programs break a long
 * introduction in two or three lines.
 */
export function introductionAt(lines: readonly string[], at: number): number {
  const line = lines[at] ?? '';
  if (SEPARATOR.test(line) || FORWARDED.test(line)) return 1;
  if (isHeaderBlock(lines, at) || (RULE.test(line) && isHeaderBlock(lines, at + 1))) return 1;
  if (line.trim() === '' || line.length > 300) return 0;
  for (let count = 1; count <= 3; count += 1) {
    const last = lines[at + count - 1];
    if (last === undefined || (count > 1 && last.trim() === '')) return 0;
    const said = lines
      .slice(at, at + count)
      .join(' ')
      .trim();
    if (said.length > 400) return 0;
    if (isIntroduction(said)) return count;
  }
  return 0;
}

/** Whether some words, on one line, introduce a quotation. */
export function isIntroduction(said: string): boolean {
  return DATE.test(said) && (WROTE.test(said) || SENDER.test(said));
}

/** Outlook writes the head of the letter it quotes: from, and two more of sent, to, copy, subject within a few lines. */
export function isHeaderBlock(lines: readonly string[], at: number): boolean {
  if (!FROM.test(lines[at] ?? '')) return false;
  const fields = lines.slice(at + 1, at + 1 + HEADER_LINES).filter((line) => FIELD.test(line));
  return fields.length >= 2;
}
