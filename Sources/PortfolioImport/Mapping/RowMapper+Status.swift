import PortfolioCore

extension RowMapper {
  /// The legal status. A word that the vocabulary lacks is a warning and says nothing; of several columns the
  /// first with a known word counts.
  func readStatus(_ row: borrowing RawRow, into draft: inout RightDraft) {
    guard let statusWords else { return }
    for index in fieldColumns(.status) {
      guard let bytes = value(row, index) else { continue }
      let word = CellText.string(bytes)
      if draft.observation.statusText == nil { draft.observation.statusText = word }
      switch meaning(word, statusWords) {
      case .state(let status):
        draft.observation.status = status
        draft.observation.statusText = word
      case .unknown: continue
      case .notListed:
        warnings.append(
          Problem(
            .unknownStatusWord, at: place(index), value: word, zh: "状态词不在词表中，按状态未知处理",
            en: "The vocabulary lacks this status word; the status counts as unknown",
            remedy: BilingualText(
              zh: "可在自己的 status-words 模型中补充此词", en: "Add the word to a status-words model of your own")))
      }
      if draft.observation.status != nil { break }
    }
    guard let (bytes, index) = value(row, .statusCheck) else { return }
    let word = CellText.string(bytes)
    guard case .state(let second) = meaning(word, statusWords) else { return }
    guard let first = draft.observation.status else {
      draft.observation.status = second
      if draft.observation.statusText == nil { draft.observation.statusText = word }
      return
    }
    let firstLives = first.life == .alive
    let secondLives = second.life == .alive
    if firstLives != secondLives {
      warnings.append(
        Problem(
          .contradictoryStatus, at: place(index), value: word,
          zh: "与状态“\(draft.observation.statusText ?? "")”矛盾；采用后者",
          en: "Contradicts the status '\(draft.observation.statusText ?? "")', which was taken",
          remedy: BilingualText(zh: "在该局登记簿核对法律状态", en: "Check the status in the office's register")))
    }
  }

  private func meaning(_ word: String, _ words: StatusWordsModel) -> StatusWordsModel.Meaning {
    if let known = statusMeanings[word] { return known }
    let meaning = words.meaning(of: word)
    statusMeanings[word] = meaning
    return meaning
  }
}
