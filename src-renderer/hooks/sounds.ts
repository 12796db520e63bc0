import type { Sound } from '#shared/domain/alerts/alert-settings.ts';

/** A tone that swells at once and dies away. */
interface Tone {
  readonly hertz: number;
  /** After the beginning of the sound, and how long, in seconds. */
  readonly at: number;
  readonly lasts: number;
  readonly shape: OscillatorType;
  /** Where the pitch goes; the same when absent. */
  readonly to?: number;
}

/** What each sound is made of: nothing is fetched, nothing is foreign. */
export const TONES: Readonly<Record<Exclude<Sound, 'none'>, readonly Tone[]>> = {
  chime: [
    { hertz: 659.3, at: 0, lasts: 0.35, shape: 'sine' },
    { hertz: 880, at: 0.12, lasts: 0.5, shape: 'sine' },
  ],
  knock: [
    { hertz: 190, at: 0, lasts: 0.09, shape: 'triangle', to: 90 },
    { hertz: 190, at: 0.14, lasts: 0.09, shape: 'triangle', to: 90 },
  ],
  bell: [
    { hertz: 1_046.5, at: 0, lasts: 0.9, shape: 'sine' },
    { hertz: 2_637, at: 0, lasts: 0.4, shape: 'sine' },
  ],
  drop: [{ hertz: 1_200, at: 0, lasts: 0.16, shape: 'sine', to: 420 }],
};

let context: AudioContext | null = null;

/** Plays a sound. Silent where there is no way to. @param volume from 0 to 100 */
export function playSound(sound: Sound, volume: number): void {
  if (sound === 'none' || volume <= 0 || !('AudioContext' in globalThis)) return;
  context ??= new AudioContext();
  // Suspended until the operator has pressed something in the window, by the browser's rule.
  void context.resume().catch(() => undefined);
  for (const tone of TONES[sound]) playTone(context, tone, volume / 100);
}

function playTone(audio: AudioContext, { hertz, at, lasts, shape, to }: Tone, volume: number): void {
  const begin = audio.currentTime + at;
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.type = shape;
  oscillator.frequency.setValueAtTime(hertz, begin);
  if (to !== undefined) oscillator.frequency.exponentialRampToValueAtTime(to, begin + lasts);
  // Not from nothing and not to nothing at once: that would click.
  gain.gain.setValueAtTime(0.0001, begin);
  gain.gain.exponentialRampToValueAtTime(0.3 * volume, begin + 0.01);
  gain.gain.exponentialRampToValueAtTime(0.0001, begin + lasts);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(begin);
  oscillator.stop(begin + lasts + 0.02);
}
