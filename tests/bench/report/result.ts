import type { MeasurementName } from '../measurements.ts';
import type { Summary } from './statistics.ts';

/** One line of the report. */
export interface Measured {
  readonly name: MeasurementName;
  readonly summary: Summary;
}

/** A measurement that could not be made here, and why. */
export interface NotMeasured {
  readonly name: MeasurementName;
  readonly why: string;
}

/** A run whose results were wrong: its times count for nothing. */
export interface FailedRun {
  readonly name: MeasurementName;
  readonly what: string;
}
