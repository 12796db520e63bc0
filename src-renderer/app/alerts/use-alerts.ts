import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { EpochMs, TicketId } from '#shared/base/brand.ts';
import { alertOf, dueSoon, promiseOf, type Alert } from '#shared/domain/alerts/alert.ts';
import { mayAlert } from '#shared/domain/alerts/alert-settings.ts';
import { groupAlerts } from '#shared/domain/alerts/group-alerts.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { usePlatform } from '#renderer/hooks/use-platform.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';
import { useWorkspace } from '#renderer/hooks/workspace.ts';
import { playSound } from '#renderer/hooks/sounds.ts';
import { alertWords } from './alert-words.ts';
import { answerAlert, type Answerable } from './answer-alert.ts';
import { locksOfPage, takeTurns } from './take-turns.ts';

/** What happens within this time is told together, in milliseconds. */
const GATHER_MS = 1_500;
/** How often promises are looked at, in milliseconds. */
const LOOK_MS = 30_000;
/** Tickets whose notification can be answered still. */
const MOST_ANSWERABLE = 100;

/** Tells the operator outside of the window what he has asked to be told: see `AlertSettings`. */
export function useAlerts(): void {
  const { t } = useTranslation();
  const platform = usePlatform();
  const desk = useDesk();
  const workspace = useWorkspace();
  const tell = useTell();

  useEffect(() => {
    const { read } = desk;
    const turn = takeTurns(locksOfPage(), `vakhta-alerts:${read.me.get().id}`, window);
    const answerable = new Map<TicketId, Answerable>();
    const told = new Set<string>();
    let gathered: Alert[] = [];
    let timer: ReturnType<typeof setTimeout> | null = null;

    /** Minute of the local day. */
    const minute = () => new Date().getHours() * 60 + new Date().getMinutes();
    const mayTell = () => mayAlert(platform.settings.get(), minute());
    const isLookedAt = (ticketId: TicketId) => {
      const { screen, openId } = workspace.get();
      return document.hasFocus() && screen === 'queue' && openId === ticketId;
    };

    const flush = () => {
      timer = null;
      const alerts = gathered.filter(({ ticket }) => !isLookedAt(ticket.id));
      gathered = [];
      if (!turn.isMine() || !mayTell()) return;
      const { alerts: chosen } = platform.settings.get();
      const groups = groupAlerts(alerts);
      for (const group of groups) {
        const words = alertWords(group, chosen.hideContents, t);
        if (words.answer !== null && group.kind === 'ticket') {
          const { lastCustomerMessageId } = group.ticket;
          answerable.delete(words.ticketId);
          answerable.set(words.ticketId, {
            kind: group.alert.kind === 'mention' ? 'note' : 'reply',
            lastCustomerMessageId,
          });
          const [oldest] = answerable.keys();
          if (answerable.size > MOST_ANSWERABLE && oldest !== undefined) answerable.delete(oldest);
        }
        platform.notify(words);
      }
      if (groups.length > 0) playSound(chosen.sound, chosen.volume);
    };
    const add = (alerts: readonly Alert[]) => {
      gathered.push(...alerts);
      if (alerts.length > 0) timer ??= setTimeout(flush, GATHER_MS);
    };

    const stopArrivals = read.arrivals.subscribe((arrived) => {
      const rules = platform.settings.get().alerts;
      const nameOf = (id: Parameters<Parameters<typeof alertOf>[4]>[0]) =>
        read.people.get().get(id)?.name ?? null;
      add(
        arrived.flatMap(
          ({ message, ticket }) => alertOf(message, ticket, read.me.get(), rules, nameOf) ?? [],
        ),
      );
    });

    const look = () => {
      const { due, dueMinutes } = platform.settings.get().alerts;
      if (!due || !mayTell()) return;
      const mine = read.tickets('mine', null).get().rows;
      const soon = dueSoon(
        mine.map((row) => row.ticket),
        read.me.get(),
        Date.now() as EpochMs,
        dueMinutes,
      ).filter(({ ticket }) => !told.has(promiseOf(ticket)));
      // Told by the window whose turn it is, and by no other one later.
      for (const { ticket } of soon) told.add(promiseOf(ticket));
      add(soon);
    };
    const looking = setInterval(look, LOOK_MS);

    const stopAnswers = platform.on('notification.answered', ({ ticketId, text }) => {
      void answerAlert(desk, ticketId, text, answerable.get(ticketId) ?? null).then((outcome) => {
        if (outcome !== 'drafted') return;
        workspace.open(ticketId, 'composer');
        tell({ tone: 'error', text: t('alerts.notSent') });
      });
    });

    return () => {
      stopArrivals();
      stopAnswers();
      clearInterval(looking);
      if (timer !== null) clearTimeout(timer);
      turn.end();
    };
  }, [desk, platform, workspace, tell, t]);
}
