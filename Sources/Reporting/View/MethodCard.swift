/// How one indicator is reckoned, on a card: formula, data, source, limits.
public struct MethodCard: Sendable {
  /// The indicator, with the groups above it.
  public let title: String
  /// Label and text, in an order that is the same on every card.
  public let lines: [(label: String, text: String)]

  /// The same cards as a table, for forms without cards.
  static func table(_ id: String, _ cards: [MethodCard], _ caption: String, indicator: String) -> ReportTable
  {
    let labels = cards.first?.lines.map(\.label) ?? []
    return ReportTable(
      id, caption,
      [ReportTable.Column(indicator, .long)] + labels.map { ReportTable.Column($0, .long) },
      cards.map { card in
        [ReportTable.Cell(card.title)] + card.lines.map { ReportTable.Cell($0.text) }
      })
  }
}

/// The cards of a section, with the words for their table.
public struct MethodCards: Sendable {
  /// The anchor of the same cards as a table.
  public let tableID: String
  /// The cards.
  public let cards: [MethodCard]
  /// What they show.
  public let caption: String
  /// The head of the column of indicators.
  public let indicator: String

  /// The same as a table.
  var table: ReportTable { MethodCard.table(tableID, cards, caption, indicator: indicator) }
}
