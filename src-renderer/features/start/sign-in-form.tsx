import { Button, Group, PasswordInput, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '#shared/contract/http/routes.ts';
import type { Role } from '#shared/domain/roles/role.ts';
import type { Person } from '#shared/domain/people/person.ts';
import { useHelpdeskApi, type ApiError } from '#renderer/hooks/helpdesk-api.ts';
import { Avatar } from '#renderer/ui-kit/avatar.tsx';
import { ErrorNote } from './error-note.tsx';
import styles from './start.module.css';

/** Whom a trial offers first: those whose work this window is for. */
const ORDER: readonly Role[] = ['operator', 'supervisor', 'trainee', 'administrator'];

/**
 * Login and password. Nothing typed is lost by an error. On a trial the people one can be are a click away.
 * @param props.only the person whose work is open here: nobody else can sign in over it
 */
export function SignInForm(props: {
  readonly only: Person | null;
  readonly onSignedIn: (session: Session) => void;
  readonly secondary?: ReactNode;
}) {
  const { t } = useTranslation();
  const api = useHelpdeskApi();
  const queries = useQueryClient();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | 'other-person' | null>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const hello = useQuery({
    queryKey: ['hello'],
    queryFn: async () => {
      const answer = await api.hello();
      if (!answer.ok) throw new Error(answer.error);
      return answer.value;
    },
    retry: false,
    staleTime: 30_000,
  });
  const demo = hello.data?.demo ?? null;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (login.trim() === '' || password === '') return;
    setBusy(true);
    setError(null);
    const answer = await api.signIn(login.trim(), password);
    if (!answer.ok) {
      setBusy(false);
      setError(answer.error);
      if (answer.error === 'wrong-credentials') passwordField.current?.select();
      return;
    }
    if (props.only !== null && answer.value.person.id !== props.only.id) {
      // The work here is another person's: his session must not send it.
      await api.signOut();
      setBusy(false);
      setError('other-person');
      return;
    }
    setBusy(false);
    await queries.invalidateQueries();
    props.onSignedIn(answer.value);
  };

  const people =
    demo === null ? [] : demo.people.toSorted((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      {hello.data !== undefined && props.only === null && (
        <p className={styles.quiet}>{t('signIn.to', { name: hello.data.name })}</p>
      )}
      {props.only !== null && <p className={styles.quiet}>{t('signIn.again', { name: props.only.name })}</p>}
      {hello.isError && error === null && (
        <>
          <ErrorNote>{t(`apiError.${hello.error.message as ApiError}`)}</ErrorNote>
          <Group justify="flex-end">
            <Button loading={hello.isFetching} onClick={() => void hello.refetch()}>
              {t('connection.tryNow')}
            </Button>
          </Group>
        </>
      )}
      {people.length > 0 && demo !== null && (
        <div>
          <p className={styles.quiet} id="demo-people">
            {t('signIn.demo')}
          </p>
          <div className={styles.people} role="group" aria-labelledby="demo-people">
            {people.map((person) => (
              <button
                key={person.login}
                type="button"
                className={styles.person}
                aria-pressed={login === person.login}
                onClick={() => {
                  setLogin(person.login);
                  setPassword(demo.password);
                  setError(null);
                }}
              >
                <Avatar name={person.name} />
                <span>{person.name}</span>
                <span>{t(`role.${person.role}`)}</span>
              </button>
            ))}
          </div>
        </div>
      )}
      <TextInput
        label={t('signIn.login')}
        autoComplete="username"
        data-autofocus
        value={login}
        onChange={(event) => setLogin(event.currentTarget.value)}
      />
      <PasswordInput
        ref={passwordField}
        label={t('signIn.password')}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {error !== null && (
        <ErrorNote>
          {error === 'other-person'
            ? t('signIn.otherPerson', { name: props.only?.name ?? '' })
            : t(`apiError.${error}`)}
        </ErrorNote>
      )}
      <Group justify="space-between">
        {props.secondary ?? <span />}
        <Button
          type="submit"
          variant="filled"
          loading={busy}
          disabled={login.trim() === '' || password === ''}
        >
          {t('signIn.submit')}
        </Button>
      </Group>
    </form>
  );
}
