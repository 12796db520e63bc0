import { z } from 'zod';
import { ownKeysSchema, type OwnKeys } from '#shared/contract/ipc/own-keys.ts';
import {
  MAX_PICTURE_SENDERS,
  settingsSchema,
  type ChoiceSettings,
  type Settings,
} from '#shared/contract/ipc/settings.ts';
import {
  valuesOf,
  type ChoiceKind,
  type ChoicesByKind,
  type ChosenValues,
} from '#shared/domain/choices/choices.ts';
import { MAX_SAVED_VIEWS } from '#shared/domain/views/saved-view.ts';

/** What the order of views is kept under. */
const ORDER = '@order';
const orderSchema = z.array(z.string());
const named = z.object({ id: z.string().min(1).max(200) });

/** The choices that settings hold. @param profileKey whose views */
export function valuesIn(settings: ChoiceSettings, profileKey: string): Record<ChoiceKind, ChosenValues> {
  const views = new Map((settings.views[profileKey] ?? []).map((view) => [idOf(view), view]));
  const order: readonly (readonly [string, unknown])[] = views.size === 0 ? [] : [[ORDER, [...views.keys()]]];
  return {
    views: new Map([...views, ...order]),
    keys: new Map(Object.entries(settings.keys)),
    senders: new Map(settings.pictureSenders.map((sender) => [sender.id, sender])),
  };
}

/** The settings that hold these choices. What this version cannot use of them is left out, and stays among the choices. */
export function settingsOf(
  choices: ChoicesByKind,
  profileKey: string,
  all: Settings['views'],
): ChoiceSettings {
  const views = new Map(valuesOf(choices.views));
  const order = orderSchema.safeParse(views.get(ORDER));
  views.delete(ORDER);
  const first = order.success ? order.data.filter((id) => views.has(id)) : [];
  const ids = [...new Set([...first, ...views.keys()])].slice(0, MAX_SAVED_VIEWS);
  const sender = settingsSchema.shape.pictureSenders.element;
  return {
    views: { ...all, [profileKey]: ids.map((id) => views.get(id)) },
    keys: usableKeys(valuesOf(choices.keys)),
    pictureSenders: [...valuesOf(choices.senders).values()]
      .flatMap((value) => sender.safeParse(value).data ?? [])
      .slice(-MAX_PICTURE_SENDERS),
  };
}

function usableKeys(values: ChosenValues): Settings['keys'] {
  const keys: [string, OwnKeys[string]][] = [];
  for (const [name, value] of values) {
    const one = ownKeysSchema.safeParse({ [name]: value });
    if (one.success) keys.push([name, Object.values(one.data)[0] ?? []]);
  }
  return Object.fromEntries(keys) as Settings['keys'];
}

/** A view of a newer version without a name for itself is its own name. */
function idOf(view: unknown): string {
  const parsed = named.safeParse(view);
  return parsed.success ? parsed.data.id : JSON.stringify(view).slice(0, 2_000);
}
