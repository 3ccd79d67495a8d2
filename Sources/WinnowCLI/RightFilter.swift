import ArgumentParser
import Foundation
import Winnow

/// Which rights of a run are meant.
struct RightFilter: ParsableArguments {
  @Option(help: ArgumentHelp("等级，逗号分隔 / grades, separated by commas.", valueName: "A,B,…"))
  var grade: String?

  @Option(help: ArgumentHelp("单位名称含此文字 / the unit's name contains this.", valueName: "TEXT"))
  var unit: String?

  @Option(help: ArgumentHelp("权利种类，逗号分隔 / kinds of right, separated by commas.", valueName: "KIND,…"))
  var kind: String?

  @Option(help: ArgumentHelp("法律状态，逗号分隔 / legal states, separated by commas.", valueName: "STATUS,…"))
  var status: String?

  @Option(help: ArgumentHelp("编号、名称或权利人含此文字 / number, title or owner contains this.", valueName: "TEXT"))
  var find: String?

  /// Whether anything is chosen at all.
  var isGiven: Bool { [grade, unit, kind, status, find].contains { $0 != nil } }

  /// The choice as it was written, for the record; empty for all.
  var words: String {
    [("--grade", grade), ("--unit", unit), ("--kind", kind), ("--status", status), ("--find", find)]
      .compactMap { name, value in value.map { "\(name) \($0)" } }.joined(separator: " ")
  }

  private func words(_ text: String?) -> Set<String>? {
    text.map { Set($0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }) }
  }

  /// A grade of the model by its name in the file, in capitals or not, or by its title in either language.
  private func named(_ text: String, _ run: ReviewRun) throws -> String {
    let wordings = Language.allCases.map { Wording(language: $0, currency: run.currency) }
    let found = run.gradingModel.grades.first { band in
      band.grade.lowercased() == text.lowercased()
        || wordings.contains { $0.gradeName(band).lowercased() == text.lowercased() }
    }
    if let found { return found.grade }
    let known = run.gradingModel.grades.map { band in
      let title = wordings.first { $0.language == Console.language }?.gradeName(band) ?? band.grade
      return title == band.grade ? title : "\(band.grade) (\(title))"
    }.joined(separator: ", ")
    throw ValidationError(
      zh: "没有等级“\(text)”；可用：\(known)", en: "There is no grade '\(text)'; known: \(known)")
  }

  /// Refuses a text that no unit's name contains, with the units that there are.
  private func checkUnit(_ text: String, _ run: ReviewRun) throws {
    let units = Set((0..<run.table.count).map { run.table.text("unit", $0) }).filter { !$0.isEmpty }.sorted()
    guard !units.contains(where: { $0.localizedStandardContains(text) }) else { return }
    guard !units.isEmpty else {
      throw ValidationError(
        zh: "没有单位“\(text)”：这次评审的权利都没有记录单位",
        en: "There is no unit '\(text)': no right of this run has a unit on record")
    }
    let known = units.prefix(20).joined(separator: ", ") + (units.count > 20 ? ", …" : "")
    throw ValidationError(
      zh: "没有单位名称含“\(text)”；现有：\(known)", en: "No unit's name contains '\(text)'; there are: \(known)")
  }

  /// The rows of a run that fit.
  func rows(of run: ReviewRun) throws -> [Int] {
    let names = run.gradingModel.grades.map(\.grade)
    let grades = try words(grade).map { Set(try $0.map { try named($0, run) }) }
    let kinds = words(kind)
    let states = words(status)
    if let kinds, let unknown = kinds.first(where: { RightKind(rawValue: $0) == nil }) {
      let known = RightKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError(
        zh: "没有种类“\(unknown)”；可用：\(known)", en: "There is no kind '\(unknown)'; known: \(known)")
    }
    if let states, let unknown = states.first(where: { LegalStatus(rawValue: $0) == nil && $0 != "unknown" })
    {
      let known = (LegalStatus.allCases.map(\.rawValue) + ["unknown"]).joined(separator: ", ")
      throw ValidationError(
        zh: "没有状态“\(unknown)”；可用：\(known)", en: "There is no status '\(unknown)'; known: \(known)")
    }
    if let unit { try checkUnit(unit, run) }
    return (0..<run.table.count).filter { row in
      if let grades {
        guard case .graded(let index) = run.grades.outcome(row), grades.contains(names[index]) else {
          return false
        }
      }
      if let kinds, !kinds.contains(run.table[.rightKind]?.category(row) ?? "") { return false }
      if let states, !states.contains(run.table[.legalStatus]?.category(row) ?? "unknown") { return false }
      if let unit, !run.table.text("unit", row).localizedStandardContains(unit) { return false }
      if let find,
        !["number", "title", "owner"].contains(where: {
          run.table.text($0, row).localizedStandardContains(find)
        })
      {
        return false
      }
      return true
    }
  }
}
