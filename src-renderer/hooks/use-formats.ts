import { useTranslation } from 'react-i18next';
import { formatsOf, type Formats } from './format.ts';

/** Times and sizes in the language of the window. */
export function useFormats(): Formats {
  const { i18n } = useTranslation();
  return formatsOf(i18n.language === 'ru' ? 'ru' : 'en');
}
