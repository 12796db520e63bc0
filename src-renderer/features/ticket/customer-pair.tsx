import { useTranslation } from 'react-i18next';
import type { AlikePage } from '#shared/contract/http/customers.ts';
import { takenOver } from '#shared/domain/customers/merge-customers.ts';
import styles from './same-person.module.css';

type Counted = AlikePage['own'];

/** Two customers side by side: what stays, and what is taken over from the other. */
export function CustomerPair({ target, source }: { readonly target: Counted; readonly source: Counted }) {
  const { t } = useTranslation();
  const [stays, goes] = [target.customer, source.customer];
  const taken = takenOver(stays, goes);
  const productsOf = ({ customer }: Counted) =>
    customer.products.map(({ name, version }) => [name, version].filter(Boolean).join(' ')).join(', ');
  const isTaken = (field: (typeof taken.fields)[number]) => taken.fields.includes(field);
  const rows: readonly (readonly [label: string, stays: string, goes: string, taken: boolean])[] = [
    [t('customer.fullName'), stays.name, goes.name, false],
    [t('customer.email'), stays.email ?? '', goes.email ?? '', isTaken('email')],
    [t('customer.phone'), stays.phone ?? '', goes.phone ?? '', isTaken('phone')],
    [t('customer.company'), stays.company ?? '', goes.company ?? '', isTaken('company')],
    [t('samePerson.level'), t(`level.${stays.level}`), t(`level.${goes.level}`), false],
    [t('customer.products'), productsOf(target), productsOf(source), taken.products.length > 0],
    [
      t('customerNotes.title'),
      String((stays.notes ?? []).length),
      String((goes.notes ?? []).length),
      (goes.notes ?? []).length > 0,
    ],
    [t('samePerson.ticketsLabel'), String(target.tickets), String(source.tickets), source.tickets > 0],
  ];
  return (
    <table className={styles.pair}>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{t('customer.name')}</span>
          </th>
          <th scope="col">{t('samePerson.stays')}</th>
          <th scope="col">{t('samePerson.goes')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([label, left, right, takes]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{left === '' ? '–' : left}</td>
            <td>
              {right === '' ? '–' : right}
              {takes && <span className={styles.taken}> ← {t('samePerson.taken')}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
