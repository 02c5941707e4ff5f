import { beforeEach, describe, expect, it } from 'vitest';

import { Client } from '../../api/client';
import { fail, FakeHost } from '../../host/fake';
import { DashboardProperties, NewDashboard } from './DashboardForm.svelte';

let host: FakeHost;
let form: NewDashboard;

beforeEach(() => {
  host = new FakeHost();
  host.addDemo();
  form = new NewDashboard(new Client(host), 'demo');
});

describe('a new dashboard', () => {
  it('has a path that follows its title', async () => {
    await form.setTitle('Summer house');
    expect(form.urlPath).toBe('summer-house');
    await form.setTitle('Summer house, upstairs');
    expect(form.urlPath).toBe('summer-house-upstairs');
    await form.setTitle('');
    expect(form.urlPath).toBe('');
  });

  it('keeps a path that was typed, until it is emptied', async () => {
    await form.setTitle('Summer house');
    await form.setPath('the-hut');
    await form.setTitle('Winter house');
    expect(form.urlPath).toBe('the-hut');
    await form.setPath('');
    expect(form.urlPath).toBe('winter-house');
  });

  it('says what is wrong with a path and is not sent with it', async () => {
    await form.setTitle('Areas');
    await form.setPath('map-areas');
    expect(form.pathProblem).toBe('There is a dashboard with this path already.');
    expect(await form.submit()).toBeNull();
    expect(host.requests('dashboard_create')).toEqual([]);
  });

  it('heeds the answer about the path as it is now', async () => {
    let release = () => {};
    host.answerOnce('dashboard_check_path', async () => {
      await new Promise<void>((go) => (release = go));
      return { problem: 'A late answer about another path.' };
    });
    const first = form.setPath('first-path');
    await form.setPath('second-path');
    release();
    await first;
    expect(form.pathProblem).toBeNull();
  });

  it('asks for a title only once it was tried without', async () => {
    expect(form.titleProblem).toBeNull();
    expect(await form.submit()).toBeNull();
    expect(form.titleProblem).toBe('A dashboard needs a title.');
  });

  it('is created with everything that was chosen', async () => {
    await form.setTitle('  Summer house ');
    form.icon = 'sofa';
    form.requireAdmin = true;
    expect(await form.submit()).toMatchObject({ title: 'Summer house', urlPath: 'summer-house' });
    expect(host.requests('dashboard_create')).toEqual([
      {
        instance: 'demo',
        urlPath: 'summer-house',
        title: 'Summer house',
        icon: 'mdi:sofa',
        showInSidebar: true,
        requireAdmin: true,
      },
    ]);
  });

  it('says why it could not be created and can be tried again', async () => {
    host.answerOnce('dashboard_create', () => fail('rejected', 'Home Assistant refused it.'));
    await form.setTitle('Summer house');
    expect(await form.submit()).toBeNull();
    expect(form.failure?.message).toBe('Home Assistant refused it.');
    expect(form.isBusy).toBe(false);
    expect(await form.submit()).not.toBeNull();
    expect(form.failure).toBeNull();
  });

  it('says when the path cannot be checked', async () => {
    host.answer('dashboard_suggest_path', () => fail('notConnected', 'There is no connection.'));
    await form.setTitle('Summer house');
    expect(form.pathProblem).toBe('There is no connection.');
  });
});

describe('the properties of a dashboard', () => {
  const wall = () => host.dashboards.find((one) => one.urlPath === 'wall-tablet') ?? fail('notFound', 'wall');

  it('start as they are and know when they are changed', () => {
    const properties = new DashboardProperties(new Client(host), 'demo', wall());
    expect(properties.isChanged).toBe(false);
    properties.icon = '';
    expect(properties.isChanged).toBe(true);
  });

  it('are sent whole, an emptied icon as none', async () => {
    const properties = new DashboardProperties(new Client(host), 'demo', wall());
    properties.icon = ' ';
    properties.title = 'Hall tablet';
    await properties.submit();
    expect(host.requests('dashboard_update')).toEqual([
      {
        instance: 'demo',
        urlPath: 'wall-tablet',
        title: 'Hall tablet',
        icon: null,
        showInSidebar: true,
        requireAdmin: true,
      },
    ]);
  });
});
