import { useWorkspace } from '../../workspace/Workspace.svelte';
import { provideSearch, Search } from './Search.svelte';
import * as common from '../../words/generated/common';
import * as say from '../../words/generated/search';

/** The search in all dashboards, and the command that opens it. */
export function contributeSearch(): void {
  const { client, commands, layout, session } = useWorkspace();
  const search = provideSearch(new Search(client, () => session.current?.id ?? null));
  commands.register([
    {
      id: 'search.all',
      title: say.searchAllDashboards(),
      group: common.edit(),
      keys: ['Mod-Shift-f'],
      words: say.searchWords(),
      run: () => {
        layout.showPanel('search');
        return search.focus();
      },
    },
  ]);
}
