import type { Desk } from '#renderer/data/desk.ts';
import { OpenDeskError } from '#renderer/data/open-content.ts';
import { openDesk } from '#renderer/data/open-desk.ts';
import type { Platform } from '#renderer/platform/platform.ts';
import type { Profile } from '#shared/contract/ipc/settings.ts';
import { err, ok, type Result } from '#shared/base/result.ts';

/** Opens the local data of one person on one helpdesk, made if need be. Nothing was changed when it cannot. */
export type OpenDesk = (profile: Profile) => Promise<Result<Desk, OpenDeskError['reason']>>;

/**
 * Opens real desks on this machine. That of who worked here last is begun at once, so that it is being opened while the
 * window is being built.
 */
export function openDesksOn(platform: Platform): OpenDesk {
  const open = async (profile: Profile, isReturning = false): ReturnType<OpenDesk> => {
    try {
      return ok(await openDesk({ profile, platform, isReturning }));
    } catch (error) {
      if (error instanceof OpenDeskError) return err(error.reason);
      throw error;
    }
  };
  const { profile: last } = platform.settings.get();
  let early = last === null ? null : { profile: last, desk: open(last, true) };
  return (profile) => {
    const begun = early;
    early = null;
    if (begun === null) return open(profile);
    if (begun.profile.helpdeskId === profile.helpdeskId && begun.profile.person.id === profile.person.id)
      return begun.desk;
    void begun.desk.then((desk) => (desk.ok ? desk.value.close() : undefined));
    return open(profile);
  };
}
