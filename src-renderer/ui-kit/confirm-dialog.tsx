import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';

/** Asks before something that cannot be taken back, or takes long. The safe choice has the focus. */
export function ConfirmDialog(props: {
  readonly opened: boolean;
  readonly title: string;
  readonly children: ReactNode;
  readonly confirmLabel: string;
  readonly cancelLabel: string;
  readonly closeLabel: string;
  readonly busy?: boolean;
  /** Nothing is lost by it: the button does not warn. */
  readonly harmless?: boolean;
  readonly extra?: ReactNode;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}) {
  return (
    <Modal
      opened={props.opened}
      onClose={props.onCancel}
      title={props.title}
      size="md"
      closeButtonProps={{ 'aria-label': props.closeLabel }}
    >
      <Stack gap="md">
        <div>{props.children}</div>
        <Group justify="flex-end" gap="xs">
          {props.extra}
          <Button onClick={props.onCancel} data-autofocus disabled={props.busy === true}>
            {props.cancelLabel}
          </Button>
          <Button
            variant="filled"
            {...(props.harmless === true ? {} : { color: 'red' })}
            onClick={props.onConfirm}
            loading={props.busy === true}
          >
            {props.confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
