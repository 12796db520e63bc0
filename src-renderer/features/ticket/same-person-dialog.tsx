import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerId } from '#shared/base/brand.ts';
import type { AlikePage } from '#shared/contract/http/customers.ts';
import { mayMerge } from '#shared/domain/customers/merge-customers.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import { useHelpdeskApi, type ApiError } from '#renderer/hooks/helpdesk-api.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLivePart } from '#renderer/hooks/use-live.ts';
import { CustomerPair } from './customer-pair.tsx';
import { useSamePerson } from './use-same-person.ts';
import styles from './same-person.module.css';

type Found = AlikePage['found'][number];

/** Finds another row of the same customer, shows both, and makes them one. */
export function SamePersonDialog(props: {
  readonly ticket: Ticket;
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t('samePerson.title', { name: props.ticket.customerName })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {props.opened && <Content customerId={props.ticket.customerId} onClose={props.onClose} />}
    </Modal>
  );
}

function Content(props: { readonly customerId: CustomerId; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const api = useHelpdeskApi();
  const same = useSamePerson();
  const { customerId, onClose } = props;
  const offline = useLivePart(useDesk().read.connection, ({ kind }) => kind === 'offline');
  const [words, setWords] = useState('');
  const asked = useDeferredValue(words.trim());
  const [chosen, setChosen] = useState<Found | null>(null);
  const [swapped, setSwapped] = useState(false);
  const page = useQuery({
    queryKey: ['alike', customerId, asked],
    queryFn: async ({ signal }) => {
      const answer = await api.alike({ customerId, words: asked }, signal);
      if (!answer.ok) throw new Error(answer.error);
      return answer.value;
    },
    retry: false,
    gcTime: 0,
    placeholderData: (before) => before,
  });
  const merge = useMutation({
    mutationFn: async ([target, source]: readonly [AlikePage['own'], AlikePage['own']]) => {
      const error = await same.merge(target.customer, source.customer);
      if (error !== null) throw new Error(error);
      onClose();
    },
  });
  const failed = merge.error ?? page.error;
  const own = page.data?.own;

  if (chosen !== null && own !== undefined) {
    const [target, source] = swapped ? [chosen, own] : [own, chosen];
    const allowed = mayMerge(target.customer, source.customer);
    return (
      <Stack gap="md">
        <CustomerPair target={target} source={source} />
        <p className={styles.what}>{t('samePerson.what')}</p>
        {!allowed.ok && (
          <p className={styles.warning} role="alert">
            {t(allowed.error === 'too-many' ? 'samePerson.tooMany' : 'samePerson.standsForOthers', {
              name: source.customer.name,
            })}
          </p>
        )}
        <Failure error={failed} offline={offline} />
        <Group justify="space-between" gap="xs">
          <Button onClick={() => setSwapped(!swapped)}>{t('samePerson.swap')}</Button>
          <Group gap="xs">
            <Button onClick={() => setChosen(null)}>{t('common.back')}</Button>
            <Button
              variant="filled"
              data-autofocus
              disabled={!allowed.ok || merge.isPending}
              onClick={() => merge.mutate([target, source])}
            >
              {t('samePerson.confirm')}
            </Button>
          </Group>
        </Group>
      </Stack>
    );
  }
  const found = page.data?.found ?? [];
  return (
    <Stack gap="md">
      <TextInput
        data-autofocus
        label={t('samePerson.search')}
        description={t('samePerson.searchHint')}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Failure error={failed} offline={offline} />
      <ul className={styles.found} aria-label={t('samePerson.found')} aria-busy={page.isFetching}>
        {found.map((each) => (
          <li key={each.customer.id}>
            <button type="button" className={styles.choice} onClick={() => setChosen(each)}>
              <span className={styles.name}>{each.customer.name}</span>
              <span className={styles.hint}>
                {[
                  each.customer.email,
                  each.customer.phone,
                  t('samePerson.tickets', { count: each.tickets }),
                  each.because === null ? null : t(`samePerson.because.${each.because}`),
                ]
                  .filter((part) => part !== null && part !== '')
                  .join(' · ')}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {page.isSuccess && found.length === 0 && (
        <p className={styles.what} role="status">
          {t(asked === '' ? 'samePerson.nobodyAlike' : 'samePerson.nobodyFound')}
        </p>
      )}
    </Stack>
  );
}

function Failure({ error, offline }: { readonly error: Error | null; readonly offline: boolean }) {
  const { t } = useTranslation();
  if (error === null && !offline) return null;
  const isOffline = offline || error?.message === 'unreachable';
  return (
    <p className={styles.warning} role="alert">
      {isOffline ? t('samePerson.offline') : t(`apiError.${error?.message as ApiError}`)}
    </p>
  );
}
