import { useWorkspace } from '../../workspace/Workspace.svelte';
import { provideSearch, Search } from './Search.svelte';

/** The search in all dashboards, and the command that opens it. */
export function contributeSearch(): void {
  const { client, commands, layout, session } = useWorkspace();
  const search = provideSearch(new Search(client, () => session.current?.id ?? null));
  commands.register([
    {
      id: 'search.all',
      title: 'Search all dashboards',
      group: 'Edit',
      keys: ['Mod-Shift-f'],
      words: 'find everywhere in files entity used where grep',
      run: () => {
        layout.showPanel('search');
        return search.focus();
      },
    },
  ]);
}
