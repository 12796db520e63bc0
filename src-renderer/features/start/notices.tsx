import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlatform } from '#renderer/hooks/use-platform.ts';
import { Strip } from '#renderer/ui-kit/strip.tsx';

const dismissed = new Set<string>();

/** What the operator is to know about this machine, once per start. */
export function Notices() {
  const { t } = useTranslation();
  const { notices } = usePlatform();
  const [, setCount] = useState(0);
  return notices
    .filter((notice) => !dismissed.has(notice))
    .map((notice) => (
      <Strip
        key={notice}
        tone="warn"
        dismiss={{
          label: t('common.dismiss'),
          run: () => {
            dismissed.add(notice);
            setCount((n) => n + 1);
          },
        }}
      >
        {t(`notice.${notice}`)}
      </Strip>
    ));
}
