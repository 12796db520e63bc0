import { Window } from 'happy-dom';

/** A page as a browser reads it, scripts not run. */
export function parse(markup: string) {
  const window = new Window({
    settings: { disableJavaScriptFileLoading: true, disableCSSFileLoading: true },
  });
  window.document.write(markup);
  const { document } = window;
  const fields: (readonly [string, string])[] = [];
  for (const element of document.querySelectorAll('input[name],textarea[name],select[name]')) {
    const name = element.getAttribute('name') ?? '';
    const tag = element.tagName.toLowerCase();
    if (tag === 'textarea') fields.push([name, element.textContent ?? '']);
    else if (tag === 'select')
      fields.push([name, element.querySelector('option[selected]')?.getAttribute('value') ?? '']);
    else fields.push([name, element.getAttribute('value') ?? '']);
  }
  return {
    document,
    fields,
    field: (name: string): string => fields.find(([field]) => field === name)?.[1] ?? '',
    text: (document.body.textContent ?? '').replace(/\s+/g, ' '),
    articles: [...document.querySelectorAll('article')],
    problem: (name: string): string =>
      document.querySelector(`[data-problems="${name}"]`)?.textContent?.trim() ?? '',
  };
}
