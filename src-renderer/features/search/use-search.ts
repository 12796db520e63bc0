import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { parseQuery } from '#shared/domain/search/parse-query.ts';
import { isEmptyQuery } from '#shared/domain/search/search-query.ts';
import type { SearchResult } from '#renderer/data/read/search-results.ts';
import { useHelpdeskApi, type ApiError } from '#renderer/hooks/helpdesk-api.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { mergeHits } from './merge-hits.ts';

/** Most tickets of this machine that are shown. */
const LIMIT = 100;
/** Quiet in typing before the helpdesk is asked, in milliseconds. */
const ARCHIVE_AFTER_MS = 250;

const NOTHING: SearchResult = {
  state: 'done',
  hits: [],
  total: 0,
  isLowerBound: false,
  insteadOf: null,
  indexing: null,
};
const NOWHERE = { get: () => NOTHING, subscribe: () => () => undefined };

/** What a text finds: at once on this machine, and in the archive while there is a connection. */
export function useSearch(text: string) {
  const { read } = useDesk();
  const api = useHelpdeskApi();
  // While it is connecting nobody knows yet: asking tells.
  const { kind } = useLive(read.connection);
  const isOnline = kind === 'online' || kind === 'connecting';
  const query = useMemo(() => parseQuery(text), [text]);
  const isEmpty = isEmptyQuery(query);
  const now = useLive(isEmpty ? NOWHERE : read.search.find(text, LIMIT));
  // What was found before stays until there is an answer: nothing flickers while one types.
  const last = useRef(NOTHING);
  if (now.state !== 'searching' || isEmpty) last.current = now;
  const here = last.current;

  const asked = here.insteadOf?.kind === 'layout' ? here.insteadOf.text : text;
  const [settled] = useDebouncedValue(asked, ARCHIVE_AFTER_MS);
  const archive = useInfiniteQuery({
    queryKey: ['search', settled],
    enabled: isOnline && !isEmpty && settled === asked,
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const answer = await api.search(
        {
          text: settled,
          utcOffset: -new Date().getTimezoneOffset(),
          ...(pageParam === undefined ? {} : { cursor: pageParam }),
        },
        signal,
      );
      if (!answer.ok) throw new Error(answer.error);
      return answer.value;
    },
    getNextPageParam: (page) => page.cursor ?? undefined,
    retry: false,
    gcTime: 60_000,
  });

  const pages = isOnline && settled === asked ? archive.data?.pages : undefined;
  const terms = useMemo(() => parseQuery(asked).terms, [asked]);
  const lines = useMemo(
    () => (isEmpty ? [] : mergeHits(here.hits, pages?.flatMap((page) => page.hits) ?? [], terms)),
    [isEmpty, here.hits, pages, terms],
  );
  return {
    query,
    terms,
    isEmpty,
    here,
    isSearching: now.state === 'searching' && !isEmpty,
    lines,
    archive: {
      isOnline,
      isSearching: isOnline && !isEmpty && (settled !== asked || archive.isFetching),
      error: archive.error === null ? null : (archive.error.message as ApiError),
      hasMore: archive.hasNextPage,
      more: () => void archive.fetchNextPage(),
      again: () => void archive.refetch(),
    },
  };
}
