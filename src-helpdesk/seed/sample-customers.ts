import type { CustomerId, EpochMs } from '#shared/base/brand.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { Environment } from '#shared/domain/customers/environment.ts';
import { makeRandom, type Random } from './random.ts';
import { sampleId } from './sample-id.ts';

/** A customer of the sample, with what the texts need of him. */
export interface SampleCustomer {
  readonly customer: Customer;
  /** How an answer addresses him. */
  readonly firstName: string;
  readonly city: string;
}

/** Name, company, city, mail domain or mailbox. */
type Entry = readonly [name: string, company: string | null, city: string, email: string];

const RUSSIAN: readonly Entry[] = [
  ['Анна Климова', 'Климов-Авто', 'Самара', 'a.klimova@klimov-avto.example'],
  ['Игорь Соколов', 'ИП Соколов', 'Тула', 'sokolov-servis@pochta.example'],
  ['Виктор Райский', 'Техцентр «Вираж»', 'Казань', 'office@virazh.example'],
  ['Сергей Тихонов', 'Автомастерская «Север»', 'Мурманск', 'tihonov@sever-auto.example'],
  ['Ольга Миронова', 'ООО «Колесо»', 'Пермь', 'buh@koleso.example'],
  ['Артём Гусев', null, 'Рязань', 'artem.gusev@pochta.example'],
  ['Рустам Галиев', 'Автосервис «Идель»', 'Уфа', 'rustam@idel-servis.example'],
  ['Наталья Воронцова', 'Гараж 42', 'Кемерово', 'n.vorontsova@garazh42.example'],
  ['Максим Дорохов', 'Дизель-Центр', 'Омск', 'dorohov@dizel-centr.example'],
  ['Елена Чернова', 'СТО «Магистраль»', 'Воронеж', 'priem@magistral-sto.example'],
  ['Андрей Пахомов', null, 'Калуга', 'pahomov.a@pochta.example'],
  ['Алина Сафронова', 'Автоэлектрик Плюс', 'Саратов', 'alina@elektrik-plus.example'],
  ['Николай Зимин', 'ИП Зимин', 'Вологда', 'zimin@pochta.example'],
  ['Дарья Котова', 'Мастер-Мотор', 'Екатеринбург', 'kotova@master-motor.example'],
  ['Георгий Меладзе', 'Сервис на Речной', 'Сочи', 'rechnaya@servis.example'],
  ['Татьяна Быкова', 'Шинный двор', 'Тверь', 'bykova@shinny-dvor.example'],
  ['Кирилл Ершов', 'Оборудование для СТО', 'Новосибирск', 'ershov@oborud-sto.example'],
  ['Юлия Панина', 'АвтоТон', 'Томск', 'panina@avtoton.example'],
  ['Олег Третьяк', 'Грузовой сервис «Тягач»', 'Брянск', 'tyagach@gruz.example'],
  ['Марина Фомина', null, 'Псков', 'm.fomina@pochta.example'],
];

const OTHERS: readonly Entry[] = [
  ['Karel Hrubý', 'Auto-Servis Hrubý', 'Brno', 'karel@servis-hruby.example'],
  ['Linnea Berg', 'Nordic Garage AB', 'Uppsala', 'linnea@nordicgarage.example'],
  ['Jonas Krüger', 'Reifen Krüger', 'Rostock', 'j.krueger@reifen-krueger.example'],
  ['Camille Duval', 'Carrosserie Duval', 'Lyon', 'contact@carrosserie-duval.example'],
  ['Tom Hargreaves', 'Hargreaves Motors', 'Leeds', 'tom@hargreavesmotors.example'],
  ['Marta Kowalczyk', 'Auto Naprawa Kowalczyk', 'Poznań', 'marta@naprawa-k.example'],
  ['Pieter de Vries', 'Garage de Vries', 'Utrecht', 'pieter@garagedevries.example'],
  ['Elena Ricci', 'Officina Ricci', 'Parma', 'elena@officinaricci.example'],
  ['Aisling Byrne', 'Byrne & Daughters', 'Galway', 'aisling@byrneauto.example'],
  ['Mikko Laine', 'Laine Autohuolto', 'Tampere', 'mikko@laineauto.example'],
  ['Sofia Papadaki', null, 'Thessaloniki', 'sofia.papadaki@post.example'],
  ['Harry Osborne', 'Riverside MOT Centre', 'Bristol', 'harry@riversidemot.example'],
  ['Ana Kovačević', 'Auto Centar Sava', 'Zagreb', 'ana@acsava.example'],
  ['Lars Nygaard', 'Nygaard Bil', 'Bergen', 'lars@nygaardbil.example'],
  ['Inês Carvalho', 'Oficina do Porto', 'Porto', 'ines@oficinadoporto.example'],
  ['Grace Adeyemi', 'City Fleet Care', 'London', 'grace@cityfleet.example'],
  ['Stefan Ionescu', null, 'Cluj-Napoca', 'stefan.ionescu@post.example'],
  ['Hanna Vogel', 'Berufsschule Technik', 'Leipzig', 'vogel@bs-technik.example'],
  ['Oskar Lind', 'Workshop Supply Lind', 'Malmö', 'oskar@wslind.example'],
  ['Emily Foster', 'Foster Garage Tools', 'Norwich', 'emily@fostertools.example'],
];

const SYSTEMS: readonly (readonly [string, string])[] = [
  ['Windows 10', 'Chrome 141'],
  ['Windows 11', 'Microsoft Edge 141'],
  ['Windows 7', 'Firefox 115'],
  ['Windows XP SP2', 'Chrome 49'],
  ['Windows 10', 'Yandex Browser 25.8'],
  ['macOS 15.1', 'Safari 18.1'],
  ['Android 14', 'Chrome 141'],
  ['Linux', 'Firefox 143'],
];
const SCREENS = ['1920x1080', '1366x768', '1280x1024', '1024x768', '2560x1440', '412x915'];
const PAGES = [
  'https://verstak.example/contact',
  'https://verstak.example/account/licences',
  'https://verstak.example/help/adapters',
];

/** Versions of the sample's program, oldest first. */
export const SAMPLE_VERSIONS = ['4.0.8', '4.1.3', '4.2.0', '4.2.1', '4.2.4'] as const;
/** Adapters of the sample's maker. */
export const SAMPLE_ADAPTERS = ['VD-4', 'VD-7', 'VD-7 Pro', 'VD-9'] as const;

/** What a browser in the sample said about itself. */
function sampleEnvironment(language: 'ru' | 'en', random: Random): Environment {
  const [os, browser] = random.pick(SYSTEMS);
  return {
    os,
    browser,
    language: language === 'ru' ? 'ru-RU' : random.pick(['en-GB', 'en-US', 'en-GB', 'de-DE', 'sv-SE']),
    page: random.pick(PAGES),
    screen: random.pick(SCREENS),
  };
}

/** A number from the ranges that are kept for fiction, or cannot be dialled. */
export function samplePhone(language: 'ru' | 'en', random: Random): string {
  const two = (): string => String(random.below(100)).padStart(2, '0');
  return language === 'ru' ? `+7 495 000-${two()}-${two()}` : `+44 20 7946 0${two()}${random.below(10)}`;
}

/** The 40 customers of the sample, Russian ones first; half of them speak Russian. */
export function sampleCustomers(at: EpochMs): readonly SampleCustomer[] {
  const random = makeRandom(2);
  const make = (language: 'ru' | 'en', [name, company, city, email]: Entry): SampleCustomer => ({
    city,
    firstName: name.split(' ')[0] ?? name,
    customer: {
      id: sampleId(at, random) as CustomerId,
      name,
      email,
      phone: random.chance(0.7) ? samplePhone(language, random) : null,
      company,
      language,
      level: random.weighted([
        ['beginner', 3],
        ['regular', 5],
        ['advanced', 3],
        ['partner', 2],
      ]),
      products: [
        {
          name: language === 'ru' ? 'Верстак' : 'Verstak',
          version: random.pick(SAMPLE_VERSIONS),
        },
        ...(random.chance(0.7)
          ? [{ name: random.pick(SAMPLE_ADAPTERS), version: random.pick(['1.9', '2.8', null]) }]
          : []),
      ],
      environment: sampleEnvironment(language, random),
      createdAt: at,
    },
  });
  return [...RUSSIAN.map((entry) => make('ru', entry)), ...OTHERS.map((entry) => make('en', entry))];
}
