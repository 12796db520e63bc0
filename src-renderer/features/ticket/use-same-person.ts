import { useTranslation } from 'react-i18next';
import type { Customer } from '#shared/domain/customers/customer.ts';
import { useHelpdeskApi, type ApiError } from '#renderer/hooks/helpdesk-api.ts';
import { useTicketCommands } from '#renderer/hooks/ticket-commands.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';

type Named = Pick<Customer, 'id' | 'name'>;

/** Merging and separating customers, told and with an undo. It needs the helpdesk: it concerns tickets that are not here. */
export function useSamePerson() {
  const { t } = useTranslation();
  const api = useHelpdeskApi();
  const commands = useTicketCommands();
  const tell = useTell();
  const fail = (error: ApiError) => tell({ tone: 'error', text: t(`apiError.${error}`) });
  const names = (target: Named, source: Named) => ({ target: target.name, source: source.name });

  return {
    /** @returns why it was not done */
    async merge(target: Named, source: Named): Promise<ApiError | null> {
      const pair = { target: target.id, source: source.id };
      const merged = await api.mergeCustomers(pair);
      if (!merged.ok) return merged.error;
      commands.offerUndo(t('samePerson.told.merged', names(target, source)), async () => {
        const back = await api.separateCustomers(pair);
        if (!back.ok) fail(back.error);
      });
      return null;
    },
    async separate(target: Named, source: Named): Promise<void> {
      const pair = { target: target.id, source: source.id };
      const separated = await api.separateCustomers(pair);
      if (!separated.ok) return fail(separated.error);
      commands.offerUndo(t('samePerson.told.separated', names(target, source)), async () => {
        const back = await api.mergeCustomers(pair);
        if (!back.ok) fail(back.error);
      });
    },
  };
}
