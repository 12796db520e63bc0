import { Button, Group, Modal, Radio, Select, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ORDERS, type Order } from '#shared/domain/views/order.ts';
import { savedViewSchema, type SavedView } from '#shared/domain/views/saved-view.ts';
import { useSavedViews } from '#renderer/hooks/saved-views.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';
import { useWorkspace, useWorkspacePart } from '#renderer/hooks/workspace.ts';
import { ColumnEditor } from './column-editor.tsx';
import { FilterEditor } from './filter-editor.tsx';
import { ViewPreview } from './view-preview.tsx';
import styles from './view-dialog.module.css';

/** Makes or changes a view of one's own, with a look at what it shows. */
export function ViewDialog() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const opened = useWorkspacePart((state) => state.dialog === 'view');
  const edited = useWorkspacePart((state) => state.edited);
  const close = () => {
    workspace.set({ dialog: null, edited: null });
    workspace.focusOn('list');
  };
  return (
    <Modal
      opened={opened && edited !== null}
      onClose={close}
      title={t(edited?.isNew === true ? 'viewDialog.create' : 'viewDialog.edit')}
      size={860}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {edited !== null && <ViewForm key={edited.view.id} {...edited} onClose={close} />}
    </Modal>
  );
}

function ViewForm(props: {
  readonly view: SavedView;
  readonly isNew: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const views = useSavedViews();
  const tell = useTell();
  const [view, setView] = useState(props.view);
  const [nameMissing, setNameMissing] = useState(false);
  const change = (part: Partial<SavedView>) => setView({ ...view, ...part });

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const parsed = savedViewSchema.safeParse(view);
    if (!parsed.success) return setNameMissing(view.name.trim() === '');
    if (!(await views.save(parsed.data))) return tell({ tone: 'error', text: t('myViews.notKept') });
    workspace.set({ dialog: null, edited: null });
    workspace.showSaved(parsed.data.id);
  };

  return (
    <form className={styles.form} onSubmit={(event) => void save(event)}>
      <Stack gap="sm" className={styles.fields}>
        <TextInput
          label={t('viewDialog.viewName')}
          value={view.name}
          maxLength={60}
          data-autofocus
          error={nameMissing && view.name.trim() === '' ? t('viewDialog.nameMissing') : undefined}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <FilterEditor filter={view.filter} onChange={(filter) => change({ filter })} />
        <Select
          label={t('viewDialog.order')}
          allowDeselect={false}
          data={ORDERS.flatMap((by) => [
            { value: by, label: t(`order.${by}`) },
            { value: `${by}-reversed`, label: t(`order.${by}-reversed`) },
          ])}
          value={view.order.reversed ? `${view.order.by}-reversed` : view.order.by}
          onChange={(value) => value !== null && change({ order: orderOf(value) })}
        />
        <Radio.Group
          label={t('viewDialog.density')}
          value={view.layout.density}
          onChange={(value) =>
            change({ layout: { ...view.layout, density: value === 'compact' ? 'compact' : 'full' } })
          }
        >
          <Group gap="md" mt={4}>
            <Radio value="full" label={t('density.full')} />
            <Radio value="compact" label={t('density.compact')} />
          </Group>
        </Radio.Group>
        {view.layout.density === 'compact' && (
          <ColumnEditor layout={view.layout} onChange={(layout) => change({ layout })} />
        )}
      </Stack>
      <ViewPreview view={view} />
      <Group justify="flex-end" gap="xs" className={styles.buttons}>
        <Button onClick={props.onClose}>{t('common.cancel')}</Button>
        <Button type="submit" variant="filled">
          {t('viewDialog.save')}
        </Button>
      </Group>
    </form>
  );
}

function orderOf(value: string): Order {
  const by = ORDERS.find((each) => value === each || value === `${each}-reversed`) ?? 'due';
  return { by, reversed: value !== by };
}
