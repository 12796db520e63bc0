import { Button, Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DeviceId } from '#shared/base/brand.ts';
import { useHelpdeskApi, type ApiError } from '#renderer/hooks/helpdesk-api.ts';
import { TimeLabel } from '#renderer/ui-kit/time-label.tsx';
import { Tag } from '#renderer/ui-kit/tag.tsx';
import styles from './settings.module.css';

/** Where one is signed in, and a button to end each of the others. Needs the helpdesk: it is its knowledge. */
export function DeviceList() {
  const { t } = useTranslation();
  const api = useHelpdeskApi();
  const queries = useQueryClient();
  const devices = useQuery({
    queryKey: ['devices'],
    queryFn: async () => {
      const answer = await api.devices();
      if (!answer.ok) throw new Error(answer.error);
      return answer.value;
    },
    retry: false,
  });
  const revoke = useMutation({
    mutationFn: async (id: DeviceId) => {
      const answer = await api.revokeDevice(id);
      if (!answer.ok) throw new Error(answer.error);
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['devices'] }),
  });

  if (devices.isPending) return <Skeleton height={40} />;
  if (devices.isError) {
    return (
      <div className={styles.row}>
        <p className={styles.quiet}>{t(`apiError.${devices.error.message as ApiError}`)}</p>
        <Button loading={devices.isFetching} onClick={() => void devices.refetch()}>
          {t('connection.tryNow')}
        </Button>
      </div>
    );
  }
  return (
    <>
      <ul>
        {devices.data.map((device) => (
          <li key={device.id} className={styles.device}>
            <div>
              {device.name} {device.current && <Tag tone="ok">{t('settings.thisDevice')}</Tag>}
              <br />
              <span className={styles.quiet}>
                {t('settings.lastSeen')} <TimeLabel at={device.lastSeenAt} relative />
              </span>
            </div>
            {!device.current && (
              <Button
                color="red"
                variant="subtle"
                aria-label={t('settings.revokeDevice', { name: device.name })}
                loading={revoke.isPending && revoke.variables === device.id}
                onClick={() => revoke.mutate(device.id)}
              >
                {t('settings.revoke')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {revoke.isError && (
        <p className={styles.error} role="alert">
          {t(`apiError.${revoke.error.message as ApiError}`)}
        </p>
      )}
    </>
  );
}
