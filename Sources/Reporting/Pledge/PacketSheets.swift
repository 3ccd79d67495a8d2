internal import PledgeFinance
public import PortfolioCore

/// What stands in a packet beside its record: the language, and the valuation and grade sheets of its rights as they were
/// made from the run.
///
/// With the record it is all that the page, the tables and the calendar are made from, so that a later check makes them
/// again and finds what differs, with no store at hand.
public struct PacketSheets: Sendable, Codable {
  /// The file's name.
  public static let name = "sheets.json"

  /// A sheet.
  struct Sheet: Sendable, Codable {
    let id: String
    let title: String
    let blocks: [Block]
  }

  /// A piece of a sheet.
  enum Block: Sendable, Codable {
    case paragraph(String)
    case list([String])
    case table(ReportTable)
  }

  /// The language of the packet.
  public let language: Language
  /// What is withheld.
  let withheld: [String]
  /// The valuation sheets.
  let valuation: [Sheet]
  /// The grade sheets.
  let grades: [Sheet]

  init(language: Language, redact: Set<Redaction>, valuation: [ReportSection], grades: [ReportSection]) {
    self.language = language
    withheld = redact.map(\.rawValue).sorted()
    self.valuation = valuation.map(PacketSheets.sheet)
    self.grades = grades.map(PacketSheets.sheet)
  }

  /// What is withheld.
  var redact: Set<Redaction> { Set(withheld.compactMap(Redaction.init(rawValue:))) }

  /// Pictures and whole lists of sheets do not stand in a packet.
  private static func sheet(_ section: ReportSection) -> Sheet {
    Sheet(
      id: section.id, title: section.title,
      blocks: section.blocks.compactMap { block in
        switch block {
        case .paragraph(let text): return .paragraph(text)
        case .list(let items): return .list(items)
        case .table(let table): return .table(table)
        case .cards, .charts, .methods, .sheets: return nil
        }
      })
  }

  static func sections(_ sheets: [Sheet]) -> [ReportSection] {
    sheets.map { sheet in
      ReportSection(
        sheet.id, sheet.title,
        sheet.blocks.map { block in
          switch block {
          case .paragraph(let text): return .paragraph(text)
          case .list(let items): return .list(items)
          case .table(let table): return .table(table)
          }
        })
    }
  }
}
