import { useTranslation } from 'react-i18next';
import { useFormats } from '#renderer/hooks/use-formats.ts';
import { useMinute } from '#renderer/hooks/use-minute.ts';

/** When something was: the time of day today, else the date; the exact time on hover. */
export function TimeLabel({ at, relative = false }: { readonly at: number; readonly relative?: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useMinute();
  const text = relative
    ? now - at < 60_000
      ? t('time.now')
      : t('time.ago', { span: formats.span(now - at) })
    : formats.daysBefore(at, now) === 0
      ? formats.time(at)
      : `${formats.date(at, now)}, ${formats.time(at)}`;
  return (
    <time dateTime={new Date(at).toISOString()} title={formats.exact(at)}>
      {text}
    </time>
  );
}
