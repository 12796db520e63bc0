import { Button, Center, Loader } from '@mantine/core';
import { IconDatabaseOff } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { assertNever } from '#shared/base/assert-never.ts';
import { ChooseHelpdesk } from '#renderer/features/start/choose-helpdesk.tsx';
import { ErrorNote } from '#renderer/features/start/error-note.tsx';
import { Notices } from '#renderer/features/start/notices.tsx';
import { SignInForm } from '#renderer/features/start/sign-in-form.tsx';
import { StartFrame } from '#renderer/features/start/start-frame.tsx';
import { StartingHelpdesk } from '#renderer/features/start/starting-helpdesk.tsx';
import { usePlatform } from '#renderer/hooks/use-platform.ts';
import { EmptyState } from '#renderer/ui-kit/empty-state.tsx';
import type { OpenDesk } from './open-desk.ts';
import { SaveFromJournal } from './save-from-journal.tsx';
import { OpenDeskView } from './open-desk-view.tsx';
import { useSession } from './use-session.ts';

/** The window from the first start to the open desk. */
export function Root({ openDesk }: { readonly openDesk: OpenDesk }) {
  const { t } = useTranslation();
  const platform = usePlatform();
  const session = useSession(openDesk);
  const { phase, signOut } = session;
  const desk = phase.kind === 'desk' ? phase.desk : null;
  const leave = useCallback(async () => {
    if (desk !== null) await signOut(desk);
  }, [desk, signOut]);

  switch (phase.kind) {
    case 'choose':
      return (
        <StartFrame notices={<Notices />}>
          <ChooseHelpdesk onChosen={(helpdesk) => void session.choose(helpdesk)} />
        </StartFrame>
      );
    case 'starting':
      return (
        <StartFrame notices={<Notices />}>
          <StartingHelpdesk onRunning={session.running} onBack={() => void session.chooseAgain()} />
        </StartFrame>
      );
    case 'sign-in':
      return (
        <StartFrame notices={<Notices />}>
          {phase.error !== null && <ErrorNote>{t(`apiError.${phase.error}`)}</ErrorNote>}
          <SignInForm
            only={null}
            onSignedIn={(value) => void session.enter(value)}
            secondary={
              platform.helpdesk.canChoose ? (
                <Button
                  variant="subtle"
                  color="gray"
                  // Its words, not its ground, stand at the edge of the card.
                  ml="calc(var(--button-padding-x) * -1 - 1px)"
                  onClick={() => void session.chooseAgain()}
                >
                  {t('start.another')}
                </Button>
              ) : undefined
            }
          />
        </StartFrame>
      );
    case 'cannot-open':
      return (
        <main style={{ height: '100%' }}>
          <EmptyState
            icon={<IconDatabaseOff size={36} stroke={1.4} aria-hidden="true" />}
            title={t(`cannotOpen.${phase.error}.title`)}
            actions={
              <>
                <Button variant="filled" onClick={() => session.retry(phase.profile)}>
                  {t('start.again')}
                </Button>
                <SaveFromJournal profile={phase.profile} />
              </>
            }
          >
            {t(`cannotOpen.${phase.error}.body`)}
          </EmptyState>
        </main>
      );
    case 'checking':
    case 'opening':
    case 'leaving':
      return (
        <Center h="100%" role="status" aria-label={t(`phase.${phase.kind}`)}>
          <Loader size="sm" />
        </Center>
      );
    case 'desk':
      return <OpenDeskView key="desk" desk={phase.desk} onSignOut={leave} />;
    default:
      return assertNever(phase);
  }
}
