/** Languages of the customers' pages. */
export type PageLanguage = 'ru' | 'en';

/** The first language a browser asks for (BCP 47), by the weights of its `Accept-Language` (RFC 9110, 12.5.4); or null. */
export function firstLanguage(header: string | undefined): string | null {
  return languagesOf(header)[0] ?? null;
}

/**
 * The language of a page: what its address asks for, else what the browser likes best of those there are, else the
 * fallback.
 */
export function pageLanguage(
  asked: unknown,
  header: string | undefined,
  fallback: PageLanguage = 'en',
): PageLanguage {
  if (asked === 'ru' || asked === 'en') return asked;
  for (const tag of languagesOf(header)) {
    const language = tag.split('-')[0]?.toLowerCase();
    if (language === 'ru' || language === 'en') return language;
  }
  return fallback;
}

function languagesOf(header: string | undefined): string[] {
  return (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((item, position) => {
      const [tag = '', ...parameters] = item.trim().split(';');
      const weight = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
      return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight), position };
    })
    .filter(({ tag, weight }) => /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/.test(tag) && weight > 0)
    .sort((a, b) => b.weight - a.weight || a.position - b.position)
    .map(({ tag }) => tag);
}
