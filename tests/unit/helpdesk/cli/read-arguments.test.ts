import { describe, expect, it } from 'vitest';
import { readArguments } from '#helpdesk/cli/read-arguments.ts';

describe('the command line of the helpdesk', () => {
  it('runs it when nothing else is said', () => {
    expect(readArguments(['--port', '0', '--demo'])).toEqual({
      kind: 'serve',
      data: './helpdesk-data',
      host: '127.0.0.1',
      port: 0,
      demo: true,
      web: null,
      trustProxy: false,
    });
  });

  it('reads an administrative command', () => {
    const words = [
      'user',
      'add',
      'bob',
      '--name',
      'Bob Bee',
      '--role',
      'operator',
      '--queue',
      'A',
      '--queue',
      'B',
    ];
    expect(readArguments([...words, '--data', 'd'])).toEqual({
      kind: 'user add',
      data: 'd',
      login: 'bob',
      name: 'Bob Bee',
      role: 'operator',
      queues: ['A', 'B'],
    });
  });

  it('reads public names and signatures, and what takes them away', () => {
    expect(readArguments(['user', 'public-name', 'anna', '--name', 'Anna L.'])).toMatchObject({
      kind: 'user public-name',
      login: 'anna',
      name: 'Anna L.',
    });
    expect(readArguments(['user', 'public-name', 'anna'])).toMatchObject({ name: null });
    expect(readArguments(['queue', 'signature', 'Billing', '--text', '{name}\\nBilling'])).toMatchObject({
      kind: 'queue signature',
      name: 'Billing',
      text: '{name}\nBilling',
    });
    expect(readArguments(['queue', 'signature', 'Billing'])).toMatchObject({ text: null });
  });

  it.each([
    [['user', 'ad'], 'There is no command "user ad".'],
    [['--prot', '1'], "Unknown option '--prot'."],
    [['--port', '70000'], '--port is a whole number from 0 to 65535, not "70000".'],
    [['seed', '--port', '1'], 'The command "seed" does not take --port.'],
    [['user', 'password'], 'Say which login: helpdesk user password LOGIN'],
    [
      ['user', 'add', 'bob', '--role', 'boss'],
      'Say the role: --role operator|supervisor|trainee|administrator',
    ],
    [['queue', 'add', 'two', 'words'], '"words" is one too many. A name with spaces needs quotes.'],
  ])('%j: says what is wrong', (argv, sentence) => {
    expect(() => readArguments(argv)).toThrow(sentence);
  });
});
