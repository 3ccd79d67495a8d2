import PolicyModels
import Renewals
import Reporting
import TestSupport
import Testing
import Winnow

/// Fee schedules in plain words: nothing of a file is left out, and the numbers are those of the engine.
@Suite struct FeeScheduleTextTests {
  private static func schedules() throws -> FeeSchedules {
    try FeeSchedules(catalogue: try Workspace.catalogue(models: nil))
  }

  @Test(arguments: [Language.zh, .en])
  func everyScheduleIsToldWhole(language: Language) throws {
    let all = try Self.schedules()
    #expect(all.schedules.count >= 25)
    for schedule in all.schedules {
      let text = FeeScheduleText(schedule, among: all, language: language).text(width: nil)
      let name = schedule.header.id
      #expect(
        text.contains(schedule.header.checkedOn.iso) && text.contains(schedule.currency.code), "\(name)")
      for source in schedule.header.sources {
        #expect(text.contains("[\(source.id)]"), "\(name) \(source.id)")
      }
      for reduction in schedule.reductions { #expect(text.contains(reduction.id), "\(name) \(reduction.id)") }
      for id in schedule.rateClasses?.names.map(\.id) ?? [] {
        #expect(text.contains("[\(id)]"), "\(name) \(id)")
      }
      for group in schedule.groups {
        for table in schedule.tables(of: group) {
          if let from = table.from { #expect(text.contains(from.iso), "\(name)") }
          for row in table.rows {
            #expect(
              text.contains(row.amount?.decimal ?? (language == .zh ? "未知" : "unknown")), "\(name) \(row.fee)"
            )
          }
        }
        for change in group.expected { #expect(text.contains(change.on.iso), "\(name)") }
      }
      // A reader gets an example wherever an amount is known.
      let isKnown = schedule.groups.first.map { group in
        schedule.tables(of: group).contains { $0.rows.contains { $0.amount != nil } }
      }
      if isKnown == true, schedule.rules.late != nil {
        #expect(text.contains(language == .zh ? "举例：" : "Example: "), "\(name)")
      }
    }
  }

  /// What the tables show is what the engine charges.
  @Test func theTablesAreTheTariffs() throws {
    for schedule in try Self.schedules().schedules {
      for group in schedule.groups {
        guard let kind = group.kinds.first else { continue }
        for table in schedule.tables(of: group) {
          guard let day = table.from ?? table.seenOn else { continue }
          for row in table.rows where !row.isOnePayment {
            for slot in row.first...row.last {
              let fee: String
              switch schedule.rules.form {
              case .yearly: fee = "\(slot)"
              default: fee = row.fee
              }
              let amount = schedule.amount(
                kind: kind, fee: fee, on: day, rateClass: table.rateClass, stage: table.stage ?? .granted)
              #expect(amount == row.amount, "\(schedule.header.id) \(fee) \(day.iso)")
            }
          }
        }
      }
    }
  }

  @Test func chinaInPlainWords() throws {
    let all = try Self.schedules()
    let schedule = try #require(all.schedule(office: "CN", kind: .invention))
    let zh = FeeScheduleText(schedule, among: all, language: .zh).text(width: nil)
    for words in [
      "首笔为授权当年的，办理登记时缴纳", "第 n 年度的费用在第 n−1 个周年到期", "10-12  申请日后满 9–12 年", "到期后有 6 个月宽限期",
      "第 6 个月  25%（按减缴前的全额）", "一直不缴：权利于到期日终止（追溯）", "费用 1000.00 CNY",
      "第 10 年度年费应在 2027-05-20 前缴 4000.00 CNY", "2027-06-21 至 2027-07-20 缴 4200.00",
      "2018-08-01 起到期的：自授权当年起 10 年", "winnow models show CN --format yaml",
    ] { #expect(zh.contains(words), "\(words)") }
    let en = FeeScheduleText(schedule, among: all, language: .en).text(width: 80)
    #expect(en.contains("the first fee is that of the year of grant"))
    #expect(en.split(separator: "\n").allSatisfy { $0.count <= 120 })
  }
}
