internal import Grading
internal import PolicyModels
internal import PortfolioCore
internal import PortfolioStore

/// Lists of rights to keep and to let go.
extension PruningAssembly {
  struct Lists {
    var keep: [Int16]
    var drop: [Int16]
    /// The last year to which a right must be kept; nil for as long as the plan looks.
    var until: [Int?]
    /// The words of a right's list to keep, with the end of the tie where it has one.
    var reason: [Int16]
    /// The titles of the lists, then those of ties with their ends.
    var titles: [BilingualText]
    var ids: [String]
    /// The rights that each list names, also where another list decides.
    var members: [String: [Int]] = [:]
    /// Rights whose late fee must be paid before the plan, for a tie outlasts its due day.
    var lateTied: Set<Int> = []
  }

  mutating func lists() -> Lists {
    var lists = Lists(
      keep: Array(repeating: -1, count: count), drop: Array(repeating: -1, count: count),
      until: Array(repeating: nil, count: count), reason: Array(repeating: -1, count: count), titles: [],
      ids: [])
    // What a gate forbids comes before what a scenario asks.
    for list in run.gates?.lapseBlocks(run.table) ?? [] where list.id != leftOut {
      lists.members[list.id] = list.rows
      let number = Int16(clamping: lists.titles.count)
      lists.titles.append(list.title)
      lists.ids.append(list.id)
      for row in list.rows where lists.keep[row] < 0 {
        lists.keep[row] = number
        lists.reason[row] = number
      }
    }
    var ends = [CalendarDay?](repeating: nil, count: count)
    for rule in scenario.keep where rule.id != leftOut {
      let number = Int16(clamping: lists.titles.count)
      lists.titles.append(rule.title)
      lists.ids.append(rule.id)
      for (row, fits) in matcher.rights(rule).enumerated() where fits {
        let end = rule.until == nil ? matcher.end(of: rule.filter, row) : nil
        if let end, let late = fees.lateFee(row), late.payment == .beforePlan, late.due <= end {
          lists.lateTied.insert(row)
        }
        let until = rule.until ?? end.map { keptTo(row, through: $0) }
        // What is over before the plan begins asks for nothing.
        if let until, until < firstYear { continue }
        lists.members[rule.id, default: []].append(row)
        // Of several lists the one that keeps longest counts, and of equals the first.
        guard lists.keep[row] < 0 || (until ?? .max) > (lists.until[row] ?? .max) else { continue }
        lists.keep[row] = number
        lists.reason[row] = number
        lists.until[row] = until
        ends[row] = end
      }
    }
    for rule in scenario.drop where rule.id != leftOut {
      let number = Int16(clamping: lists.titles.count)
      lists.titles.append(rule.title)
      lists.ids.append(rule.id)
      var both: [String] = []
      for (row, fits) in matcher.rights(rule).enumerated() where fits {
        if lists.keep[row] >= 0 {
          both.append(run.table.text("number", row))
        } else {
          lists.members[rule.id, default: []].append(row)
          if lists.drop[row] < 0 { lists.drop[row] = number }
        }
      }
      guard !both.isEmpty else { continue }
      problems.append(
        Problem(
          .planKeepAndDrop, value: both.prefix(3).joined(separator: ", ") + (both.count > 3 ? ", …" : ""),
          zh: "\(both.count) 项权利同时在放弃清单“\(rule.title.zh)”和保留清单上，按保留处理",
          en:
            "\(both.count) rights on the list '\(rule.title.en)' to let go are also on a list to keep; they are kept",
          remedy: BilingualText(zh: "更正其中一个清单", en: "Correct one of the lists")))
    }
    nameEnds(ends, &lists)
    return lists
  }

  /// The last year whose fee must be paid so that a right is in force through a day: a fee that falls due after the
  /// day need not be paid for it, since until then the right lives by the fee before. A late fee of the plan's first
  /// year whose due day the tie outlasts must be paid for it; one from before is paid in any case.
  private func keptTo(_ row: Int, through end: CalendarDay) -> Int {
    let isOwedFor = fees.lateFee(row).map { $0.payment == .firstYear && $0.due <= end } ?? false
    // Years without a fee cost nothing.
    guard end.year >= firstYear, let due = dueDay(row, end.year), due > end else {
      return isOwedFor ? max(end.year, firstYear) : end.year
    }
    return isOwedFor ? max(end.year - 1, firstYear) : end.year - 1
  }

  /// Gives the rights on a list the day on which their tie ends, as far as columns can number the texts.
  private func nameEnds(_ ends: [CalendarDay?], _ lists: inout Lists) {
    struct Key: Hashable {
      let list: Int16
      let end: CalendarDay
    }
    var numbers: [Key: Int16] = [:]
    for (row, end) in ends.enumerated() {
      guard let end, lists.keep[row] >= 0, lists.titles.count < 16_000 else { continue }
      let key = Key(list: lists.keep[row], end: end)
      if numbers[key] == nil {
        let title = lists.titles[Int(key.list)]
        numbers[key] = Int16(clamping: lists.titles.count)
        lists.titles.append(
          BilingualText(zh: "\(title.zh)（至 \(end.iso)）", en: "\(title.en) (to \(end.iso))"))
      }
      lists.reason[row] = numbers[key] ?? lists.keep[row]
    }
  }
}
