/**
 * For a question that is asked again before it was answered: what was asked before the question of the last answer comes too
 * late, and must not stand in its place.
 * @returns called with each question; what it gives says, when its answer is there, whether that counts
 */
export function newestAnswer(): () => () => boolean {
  let asked = 0;
  let answered = 0;
  return () => {
    asked += 1;
    const mine = asked;
    return () => {
      if (mine < answered) return false;
      answered = mine;
      return true;
    };
  };
}
