import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Settings } from '#shared/contract/ipc/settings.ts';
import { formatsOf, type Language } from '#renderer/hooks/format.ts';
import { en } from './texts/en.ts';
import { ru } from './texts/ru.ts';
import './texts/text-types.ts';

/** The language of the window: the chosen one, or the system's where it is one of ours, else English. */
export function languageOf(setting: Settings['language'], systemLanguages: readonly string[]): Language {
  if (setting !== 'system') return setting;
  const first = systemLanguages.find((tag) => /^(ru|en)\b/i.test(tag));
  return first?.toLowerCase().startsWith('ru') === true ? 'ru' : 'en';
}

/** Makes the texts of the window in one language; the other is there to be changed to. */
export function createI18n(language: Language): i18n {
  const instance = i18next.createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: en }, ru: { translation: ru } },
    // React escapes.
    interpolation: { escapeValue: false },
    initAsync: false,
    returnNull: false,
  });
  // Numbers in texts are written as the language writes them: {{count, number}}.
  instance.services.formatter?.add('number', (value: unknown, lng) =>
    typeof value === 'number' ? formatsOf(lng === 'ru' ? 'ru' : 'en').number(value) : String(value),
  );
  return instance;
}
