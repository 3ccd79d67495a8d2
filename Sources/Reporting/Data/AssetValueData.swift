import Grading
internal import PortfolioCore
public import PortfolioReview
import Valuation

extension AssetValueView {
  /// The version of the form of the JSON. It grows by new keys only.
  public static let schema = "winnow.value/2"

  /// The asset as JSON: premises, methods with inputs and tables, register, evidence; amounts in major units.
  public func json(_ run: ReviewRun, options: ReportOptions) -> String {
    var fields: [(String, JSONValue)] = [
      ("schema", .string(AssetValueView.schema)),
      ("notice", .string(AssetValueView.disclaimer.text(language))),
    ]
    fields += RunMarks.fields(run, options)
    fields += AssetValueView.marks(of: valuer, language)
    fields += [("asset", .fields(assetFields))]
    return JSONValue.fields(fields).text
  }

  /// What the data behind a valuation are, and what is doubtful about them.
  static func marks(of valuer: AssetValuer, _ language: Language) -> [(String, JSONValue)] {
    [
      ("valuationData", .string(valuer.dataHash)),
      (
        "problems",
        .array(
          valuer.problems.map { problem in
            .fields([
              ("code", .string(problem.code.rawValue)), ("severity", .string(problem.severity.rawValue)),
              ("message", .string(problem.message.text(language))),
              ("remedy", problem.remedy.map { .string($0.text(language)) } ?? .null),
            ])
          })
      ),
    ]
  }

  static func decimal(_ number: Double) -> JSONValue { .number(number, 2) }

  static func range(_ range: ValueRange?) -> JSONValue {
    guard let range else { return .null }
    return .object(["low": decimal(range.low), "base": decimal(range.base), "high": decimal(range.high)])
  }

  private var assetFields: [(String, JSONValue)] {
    let builder = AssetValueBuilder(asset: asset, valuer: valuer, wording: wording)
    return [
      ("number", .string(asset.number)), ("title", .string(asset.title.text(language))),
      ("valueInUse", AssetValueView.range(asset.value)),
      ("beforeFloor", AssetValueView.range(asset.reconciliation.raw)),
      ("floorNote", asset.reconciliation.floorNote.map { .string($0.text(language)) } ?? .null),
      ("orderlySale", AssetValueView.range(asset.realisable?.orderly)),
      ("forcedSale", AssetValueView.range(asset.realisable?.forced)),
      ("methods", .array(asset.methods.map(method))), ("fromRightsToProduct", bridge),
      ("openLicence", openLicence), ("brokered", brokered),
      (
        "register",
        .array(
          asset.profile.answers.map { answer in
            .object([
              "factor": .string(answer.factor.id), "level": AssetValueView.decimal(answer.level),
              "known": .bool(answer.isKnown), "ground": .string(builder.ground(answer)),
              "evidence": .array(answer.evidence.map { .string($0) }),
            ])
          })
      ),
      ("actions", actions),
      (
        "evidence",
        .array(
          asset.evidence.map {
            .object(["shown": .bool($0.isShown), "text": .string($0.text.text(language))])
          })
      ),
    ]
  }

  /// What would raise the value or the certainty, the greatest gain first; amounts in major units.
  private var actions: JSONValue {
    .array(
      valuer.actions(for: asset).map { action in
        .fields([
          ("factor", .string(action.answer.factor.id)),
          ("action", .string(action.answer.factor.action.text(language))),
          ("level", AssetValueView.decimal(action.answer.level)), ("known", .bool(action.answer.isKnown)),
          ("valueInUseGain", AssetValueView.decimal(action.value)),
          ("orderlySaleGain", AssetValueView.decimal(action.orderly)),
          ("valueInUseAtLowestLevel", action.span.map { AssetValueView.decimal($0.low) } ?? .null),
          ("valueInUseAtHighestLevel", action.span.map { AssetValueView.decimal($0.high) } ?? .null),
        ])
      })
  }

  private var bridge: JSONValue {
    guard let bridge = asset.bridge else { return .null }
    return .fields([
      (
        "rights",
        .array(
          bridge.parts.map { part in
            .fields([
              ("number", .string(valuer.run.table.text("number", part.row))),
              ("share", .number(part.share, 6)),
              ("economicYears", AssetValueView.decimal(part.years)),
              ("value", AssetValueView.decimal(part.value)),
              ("servesOtherProducts", .bool(part.servesOthers)),
            ])
          })
      ), ("sumOfRights", AssetValueView.decimal(bridge.sum)),
      (
        "differences",
        .fields(bridge.steps.map { ($0.reason.rawValue, AssetValueView.decimal($0.amount)) })
      ), ("product", AssetValueView.decimal(bridge.whole)),
    ])
  }

  private var openLicence: JSONValue {
    guard let licence = asset.openLicence else { return .null }
    return .fields([
      ("rate", .number(licence.rate, 6)),
      ("yearlyFee", licence.yearlyFee.map(AssetValueView.decimal) ?? .null),
      ("cutBy", licence.cutBy.map { .string($0.rawValue) } ?? .null),
    ])
  }

  private var brokered: JSONValue {
    guard let hint = asset.brokered else { return .null }
    return .fields([
      ("asked", AssetValueView.decimal(hint.asked)),
      ("sold", .number(hint.sold, 4)),
      ("months", AssetValueView.decimal(hint.months)),
      ("discountRate", .number(hint.rate, 6)),
      ("value", AssetValueView.decimal(hint.value)), ("source", .string(hint.source.text(language))),
    ])
  }

  private func simulation(_ outcome: SimulationResult) -> JSONValue {
    let median = outcome.quantileLimits(0.5)
    return .fields([
      ("draws", .integer(outcome.sorted.count)), ("seed", .string("\(valuer.seed)")),
      ("p10", AssetValueView.decimal(outcome.quantile(0.1))),
      ("p50", AssetValueView.decimal(outcome.quantile(0.5))),
      ("p50Low", AssetValueView.decimal(median.low)), ("p50High", AssetValueView.decimal(median.high)),
      ("p90", AssetValueView.decimal(outcome.quantile(0.9))), ("mean", AssetValueView.decimal(outcome.mean)),
      ("standardError", AssetValueView.decimal(outcome.standardError)),
      (
        "tornado",
        .array(
          outcome.tornado.map { bar in
            .fields([
              ("input", .string(bar.label.text(language))),
              ("inputP10", .number(bar.inputLow, 6)),
              ("inputP90", .number(bar.inputHigh, 6)),
              ("valueAtP10", AssetValueView.decimal(bar.valueAtLow)),
              ("valueAtP90", AssetValueView.decimal(bar.valueAtHigh)),
              ("rankCorrelation", .number(bar.rankCorrelation, 4)),
            ])
          })
      ),
    ])
  }

  private func method(_ result: MethodResult) -> JSONValue {
    let builder = AssetValueBuilder(asset: asset, valuer: valuer, wording: wording)
    let parts = asset.reconciliation.parts
    let weight = zip(parts, AssetValueBuilder.weightDecimals(parts.map(\.weight)))
      .first { $0.0.method == result.method }?.1
    var fields: [(String, JSONValue)] = [
      ("method", .string(result.method.rawValue)), ("value", AssetValueView.range(result.value)),
      ("weight", weight.map { JSONValue.decimal($0) } ?? .null),
    ]
    if case .failure(let why) = result.outcome {
      fields.append(("notApplicable", .string(why.reason.text(language))))
    }
    fields.append(
      (
        "inputs",
        .array(
          result.inputs.map { input in
            .object([
              "label": .string(input.label.text(language)), "value": .string(builder.text(input.value)),
              "source": .string(input.source.text(language)),
            ])
          })
      ))
    if let table = result.table {
      fields.append(("columns", .array(table.columns.map { .string($0.text(language)) })))
      fields.append(
        ("taxBenefit", result.taxBenefit.map { JSONValue.number($0, 6) } ?? .null))
      fields.append(
        (
          "years",
          .array(
            table.lines.filter { $0.part > 0 }.map { line in
              .object([
                "year": .integer(line.year), "assumed": .bool(result.assumedYears.contains(line.year)),
                // In full: a reader works the year out again with it.
                "part": .decimal("\(line.part)"),
                "steps": .array(
                  line.steps.enumerated().map { place, step in
                    JSONValue.number(step, table.shares.contains(place) ? 6 : 2)
                  }),
                "flow": AssetValueView.decimal(line.flow),
                "factor": .number(line.discountFactor, 6),
                "presentValue": AssetValueView.decimal(line.presentValue),
              ])
            })
        ))
    }
    if let outcome = result.simulation { fields.append(("simulation", simulation(outcome))) }
    return .fields(fields)
  }

  /// The tables as CSV for a spreadsheet: the section, then the cells of each row.
  public func csv() -> [UInt8] {
    var writer = CSVWriter(mark: true)
    writer.write([heading])
    for section in sections {
      for block in section.blocks {
        switch block {
        case .table(let table):
          writer.write([section.title] + table.columns.map(\.title))
          for row in table.rows + [table.total].compactMap({ $0 }) {
            writer.write([section.title] + row.map { AssetValueView.plain($0.text) })
          }
        case .paragraph(let text): writer.write([section.title, text])
        case .list(let items): for item in items { writer.write([section.title, item]) }
        case .cards, .charts, .methods, .sheets: break
        }
      }
    }
    return writer.bytes
  }

  /// A number without thousands separators; other texts as they are.
  static func plain(_ text: String) -> String {
    let digits = text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || $0 == 0x2C || $0 == 0x2E || $0 == 0x2D
    }
    return digits && text.utf8.contains(0x2C) ? text.replacing(",", with: "") : text
  }
}
