import { useCallback, useEffect, useState } from 'react';
import type { Desk } from '#renderer/data/desk.ts';
import { useHelpdeskApi, type ApiError } from '#renderer/hooks/helpdesk-api.ts';
import { usePlatform } from '#renderer/hooks/use-platform.ts';
import type { Platform } from '#renderer/platform/platform.ts';
import type { Session } from '#shared/contract/http/routes.ts';
import type { Profile, Settings } from '#shared/contract/ipc/settings.ts';
import type { OpenDeskError } from '#renderer/data/open-content.ts';
import type { OpenDesk } from './open-desk.ts';

/*
 *  choose ──▶ starting ──▶ checking ──▶ sign-in ──▶ opening ──▶ desk
 *    ▲   (a team's: straight on)  │  already in ──────▲   │        │ sign out
 *    └─── another helpdesk ───────┘                   │   ▼        ▼
 *                              a known profile: start here   cannot-open   leaving ──▶ sign-in
 */
export type Phase =
  | { readonly kind: 'choose' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'sign-in'; readonly error: ApiError | null }
  | { readonly kind: 'opening'; readonly profile: Profile }
  | { readonly kind: 'cannot-open'; readonly profile: Profile; readonly error: OpenDeskError['reason'] }
  | { readonly kind: 'desk'; readonly desk: Desk }
  | { readonly kind: 'leaving' };

function firstPhase(platform: Platform): Phase {
  const { helpdesk, profile } = platform.settings.get();
  if (platform.helpdesk.canChoose && helpdesk === null) return { kind: 'choose' };
  // Offline or not: somebody has worked here, his desk opens at once.
  if (profile !== null) return { kind: 'opening', profile };
  if (helpdesk?.kind === 'embedded') return { kind: 'starting' };
  return { kind: 'checking' };
}

/** Where a start stands, from choosing a helpdesk to the open desk, and back by signing out. */
export function useSession(openDesk: OpenDesk) {
  const platform = usePlatform();
  const api = useHelpdeskApi();
  const [phase, setPhase] = useState<Phase>(() => firstPhase(platform));

  const enter = useCallback(
    async (session: Session) => {
      const hello = await api.hello();
      if (!hello.ok) return setPhase({ kind: 'sign-in', error: hello.error });
      const profile = { helpdeskId: hello.value.id, person: session.person };
      // If it cannot be remembered the next start asks to sign in again; the work itself is safe.
      await platform.settings.write({ profile });
      setPhase({ kind: 'opening', profile });
    },
    [api, platform],
  );

  useEffect(() => {
    if (phase.kind !== 'checking') return;
    let cancelled = false;
    void api.session().then((session) => {
      if (cancelled) return;
      if (session.ok) void enter(session.value);
      else setPhase({ kind: 'sign-in', error: null });
    });
    return () => {
      cancelled = true;
    };
  }, [phase.kind, api, enter]);

  const openingProfile = phase.kind === 'opening' ? phase.profile : null;
  useEffect(() => {
    if (openingProfile === null) return;
    let cancelled = false;
    // The desk does not wait for the helpdesk on this computer.
    if (platform.settings.get().helpdesk?.kind === 'embedded') void platform.helpdesk.startEmbedded();
    void openDesk(openingProfile).then((opened) => {
      if (cancelled) {
        if (opened.ok) void opened.value.close();
        return;
      }
      setPhase(
        opened.ok
          ? { kind: 'desk', desk: opened.value }
          : { kind: 'cannot-open', profile: openingProfile, error: opened.error },
      );
    });
    return () => {
      cancelled = true;
    };
  }, [openingProfile, platform, openDesk]);

  const choose = useCallback(
    async (helpdesk: NonNullable<Settings['helpdesk']>) => {
      await platform.settings.write({ helpdesk });
      setPhase(helpdesk.kind === 'embedded' ? { kind: 'starting' } : { kind: 'checking' });
    },
    [platform],
  );
  const chooseAgain = useCallback(async () => {
    await platform.settings.write({ helpdesk: null, profile: null });
    setPhase({ kind: 'choose' });
  }, [platform]);

  const signOut = useCallback(
    async (desk: Desk) => {
      // Best effort: without a connection the token is forgotten here and ends by itself there.
      await api.signOut();
      await platform.helpdesk.forgetToken();
      setPhase({ kind: 'leaving' });
      await desk.wipe();
      await platform.settings.write({ profile: null, pictureSenders: [], keys: {} });
      setPhase({ kind: 'sign-in', error: null });
    },
    [api, platform],
  );
  const running = useCallback(() => setPhase({ kind: 'checking' }), []);
  const retry = useCallback((profile: Profile) => setPhase({ kind: 'opening', profile: { ...profile } }), []);

  return { phase, enter, choose, chooseAgain, running, retry, signOut };
}
