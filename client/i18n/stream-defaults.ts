import { catalogue } from './language.ts';

/** The form in which an operator says what new streams begin with. */
export const streamDefaultsWords = catalogue({
  en: {
    title: 'Stream defaults',
    about:
      'Every new stream begins with these. Its host can change them there; streams that exist keep theirs.',
    notYours: 'Only operators can change this.',
    save: 'Save',
    history: 'All changes, old → new',
    saved: 'Saved. This applies to new streams.',
    changed: 'Someone else changed this meanwhile. Check what is here now, then save again.',
  },
  'zh-CN': {
    title: '直播默认设置',
    about: '新建的直播都从这里开始，主播可在自己的直播里改；已建的直播不变。',
    notYours: '只有运营人员能修改。',
    save: '保存',
    history: '全部修改记录（旧值 → 新值）',
    saved: '已保存，用于以后新建的直播。',
    changed: '刚刚有人改过，现在已是最新，请核对后再保存。',
  },
});
