import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SignInForm } from '#renderer/features/start/sign-in-form.tsx';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useWorkspace, useWorkspacePart } from '#renderer/hooks/workspace.ts';

/** Signing in again in the middle of work, over the desk: what is open and typed stays. */
export function SignInDialog() {
  const { t } = useTranslation();
  const desk = useDesk();
  const workspace = useWorkspace();
  const me = useLive(desk.read.me);
  const opened = useWorkspacePart((state) => state.dialog === 'sign-in');
  const close = () => workspace.set({ dialog: null });
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('signIn.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <SignInForm
        only={me}
        onSignedIn={() => {
          desk.signedIn();
          close();
        }}
        secondary={<Button onClick={close}>{t('signIn.later')}</Button>}
      />
    </Modal>
  );
}
