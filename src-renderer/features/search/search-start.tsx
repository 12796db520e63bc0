import { useTranslation } from 'react-i18next';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import styles from './search.module.css';

const EXAMPLES = {
  en: {
    words: 'update failed',
    phrase: '"serial number"',
    without: 'licence -trial',
    fields: 'customer:ivanov status:open',
    dates: 'after:7d has:attachment',
    assignee: 'to:me tag:vpn',
    number: '#123',
  },
  ru: {
    words: 'обновление не ставится',
    phrase: '«серийный номер»',
    without: 'лицензия -пробная',
    fields: 'клиент:иванов статус:открыт',
    dates: 'после:7д есть:вложение',
    assignee: 'кому:меня тег:vpn',
    number: '#123',
  },
} as const;

/** What stands there before anything is typed: what was looked for lately, and what can be asked. */
export function SearchStart({ onPick }: { readonly onPick: (text: string) => void }) {
  const { t, i18n } = useTranslation();
  const { read } = useDesk();
  const recent = useLive(read.search.recent);
  const examples = EXAMPLES[i18n.language === 'ru' ? 'ru' : 'en'];
  return (
    <div className={styles.start}>
      <p className={styles.lead}>{t('search.startHint')}</p>
      {recent.length > 0 && (
        <section aria-label={t('search.recent')}>
          <h3>{t('search.recent')}</h3>
          <ul className={styles.chips}>
            {recent.map((text) => (
              <li key={text}>
                <button type="button" className={styles.chip} onClick={() => onPick(text)}>
                  {text}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-label={t('search.examples')}>
        <h3>{t('search.examples')}</h3>
        <ul className={styles.examples}>
          {(Object.keys(examples) as (keyof typeof examples)[]).map((name) => (
            <li key={name}>
              <button type="button" className={styles.chip} onClick={() => onPick(examples[name])}>
                {examples[name]}
              </button>
              <span>{t(`search.example.${name}`)}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
