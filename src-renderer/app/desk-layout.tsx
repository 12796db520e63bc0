import { ActionIcon, Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconMenu2 } from '@tabler/icons-react';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FirstStepsCard } from '#renderer/features/first-steps/first-steps-card.tsx';
import { TicketList } from '#renderer/features/queue/ticket-list.tsx';
import { ViewsPane } from '#renderer/features/queue/views-pane.tsx';
import { PartnersScreen } from '#renderer/features/partners/partners-screen.tsx';
import { IncompatibilitiesScreen } from '#renderer/features/incompatibilities/incompatibilities-screen.tsx';
import { DraftsScreen } from '#renderer/features/drafts/drafts-screen.tsx';
import { OutboxScreen } from '#renderer/features/outbox/outbox-screen.tsx';
import { InspectorScreen } from '#renderer/features/sync-inspector/inspector-screen.tsx';
import { SearchScreen } from '#renderer/features/search/search-screen.tsx';
import { SettingsScreen } from '#renderer/features/settings/settings-screen.tsx';
import { StatusLine } from '#renderer/features/status-line/status-line.tsx';
import { pointAt } from '#renderer/hooks/point-at.ts';
import { useFocusRequest, useWorkspace, useWorkspacePart } from '#renderer/hooks/workspace.ts';
import { Splitter } from '#renderer/ui-kit/splitter.tsx';
import { cx } from '#renderer/ui-kit/cx.ts';
import { CustomerSide } from './customer-side.tsx';
import { DeskStrips } from './desk-strips.tsx';
import { NoTicket } from './no-ticket.tsx';
import { Rail } from './rail.tsx';
import { TicketPane } from './ticket-pane.tsx';
import { usePaneWidths } from './use-pane-widths.ts';
import styles from './desk-layout.module.css';

/** The panes of the desk from left to right; narrow windows fold the side, then the views, then show one at a time. */
export function DeskLayout() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const screen = useWorkspacePart((state) => state.screen);
  const openId = useWorkspacePart((state) => state.openId);
  const drawer = useWorkspacePart((state) => state.drawer);
  const now = { getInitialValueInEffect: false };
  const sideFolded = useMediaQuery('(max-width: 1280px)', false, now);
  const viewsFolded = useMediaQuery('(max-width: 1024px)', false, now);
  const single = useMediaQuery('(max-width: 760px)', false, now);
  const panes = useRef<HTMLDivElement>(null);
  const widths = usePaneWidths(panes);

  // Asked for, the first steps are brought into sight wherever the views are.
  const guide = useWorkspacePart((state) => state.guide);
  useEffect(() => {
    if (guide === 0) return;
    if (viewsFolded) workspace.set({ drawer: 'views' });
    pointAt('[data-place="first-steps"]');
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- not again when the window is made narrower
  }, [guide]);

  const closeDrawer = () => workspace.set({ drawer: null });
  const viewsOpened = viewsFolded && drawer === 'views';
  const sideOpened = sideFolded && drawer === 'customer' && openId !== null;
  // What stands in its place has no drawer: one that counted as open without being there would keep the keys off.
  const isNowhere = drawer !== null && !viewsOpened && !sideOpened;
  useLayoutEffect(() => {
    if (isNowhere) workspace.set({ drawer: null });
  }, [isNowhere, workspace]);
  const listShown = !single || openId === null;
  const ticketShown = !single || openId !== null;

  const heading = <h1 className="visually-hidden">{t('nav.title', { screen: t(`nav.${screen}`) })}</h1>;

  return (
    <div className={styles.window}>
      <DeskStrips />
      <div ref={panes} className={styles.panes} style={widths.style}>
        <Rail />
        {screen === 'queue' && (
          <main
            className={cx(
              styles.queue,
              single
                ? styles.single
                : viewsFolded
                  ? styles.noViews
                  : sideFolded
                    ? styles.noSide
                    : styles.full,
            )}
          >
            {heading}
            {!viewsFolded && (
              <>
                <div id="pane-views" className={styles.views}>
                  <ViewsPane />
                  <FirstStepsCard />
                </div>
                <Splitter label={t('panes.views')} controls="pane-views" {...widths.edge('views')} />
              </>
            )}
            {listShown && (
              <div id="pane-list">
                <TicketList
                  leading={
                    viewsFolded ? (
                      <ActionIcon
                        aria-label={t('views.show')}
                        title={t('views.show')}
                        onClick={() => workspace.set({ drawer: 'views' })}
                      >
                        <IconMenu2 size={18} aria-hidden="true" />
                      </ActionIcon>
                    ) : undefined
                  }
                />
              </div>
            )}
            {!single && <Splitter label={t('panes.list')} controls="pane-list" {...widths.edge('list')} />}
            {!listShown && <ListBehindTicket />}
            {ticketShown && (
              <div>
                {openId === null ? (
                  <NoTicket />
                ) : (
                  <TicketPane key={openId} ticketId={openId} covers={single} sideFolded={sideFolded} />
                )}
              </div>
            )}
            {!sideFolded && (
              <>
                <Splitter label={t('panes.side')} controls="pane-side" reversed {...widths.edge('side')} />
                <div id="pane-side" className={styles.side}>
                  <CustomerSide key={openId} ticketId={openId} />
                </div>
              </>
            )}
          </main>
        )}
        {screen === 'search' && (
          <main className={styles.queue}>
            {heading}
            <SearchScreen />
          </main>
        )}
        {screen === 'drafts' && (
          <main className={styles.queue}>
            {heading}
            <DraftsScreen />
          </main>
        )}
        {screen === 'outbox' && (
          <main className={styles.queue}>
            {heading}
            <OutboxScreen />
          </main>
        )}
        {screen === 'sync' && (
          <main className={styles.queue}>
            {heading}
            <InspectorScreen />
          </main>
        )}
        {screen === 'incompatibilities' && (
          <main className={styles.queue}>
            {heading}
            <IncompatibilitiesScreen />
          </main>
        )}
        {screen === 'partners' && (
          <main className={styles.queue}>
            {heading}
            <PartnersScreen />
          </main>
        )}
        {screen === 'settings' && (
          <main className={styles.queue}>
            {heading}
            <SettingsScreen />
          </main>
        )}
      </div>
      <StatusLine />
      <Drawer
        opened={viewsOpened}
        onClose={closeDrawer}
        size={260}
        title={t('views.name')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <ViewsPane />
        <FirstStepsCard />
      </Drawer>
      <Drawer
        opened={sideOpened}
        onClose={closeDrawer}
        position="right"
        size={340}
        title={t('customer.drawer')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        {openId !== null && <CustomerSide ticketId={openId} />}
      </Drawer>
    </div>
  );
}

/** Where the list is behind the ticket, the conversation is what is left of the two to take the focus. */
function ListBehindTicket() {
  const workspace = useWorkspace();
  useFocusRequest('list', () => workspace.focusOn('conversation'));
  return null;
}
