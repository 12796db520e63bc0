import { PROTOCOL_VERSION, type Hello } from '#shared/contract/http/routes.ts';
import { findHelpdesk, type Storage } from '../storage/storage.ts';
import { listPeople } from './people.ts';

/**
 * Who this helpdesk is.
 * @param demo what a trial tells everybody; only when the data are sample data, whatever the option says
 */
export async function findHello(
  storage: Storage,
  demo: { readonly password: string } | null,
): Promise<Hello> {
  const { id, name, sample } = await findHelpdesk(storage.db);
  const base = { product: 'vakhta-helpdesk', protocol: PROTOCOL_VERSION, id, name } as const;
  if (demo === null || !sample) return { ...base, demo: null };
  const people = (await listPeople(storage)).filter(({ person }) => person.active);
  return {
    ...base,
    demo: {
      password: demo.password,
      people: people.map(({ login, person }) => ({ login, name: person.name, role: person.role })),
    },
  };
}
