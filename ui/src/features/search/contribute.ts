import { useWorkspace } from '../../workspace/Workspace.svelte';

/** The command that searches all dashboards. */
export function contributeSearch(): void {
  const { commands, layout, search } = useWorkspace();
  commands.register([
    {
      id: 'search.all',
      title: 'Search all dashboards',
      group: 'Edit',
      keys: ['Mod-Shift-f'],
      words: 'find everywhere in files entity used where grep',
      run: () => {
        layout.showPanel('search');
        search.want();
      },
    },
  ]);
}
