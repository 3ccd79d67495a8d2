internal import PortfolioCore

/// The days to watch while a debt runs.
struct MonitoringPlan {
  let request: PledgeRequest
  let policy: LenderPolicy
  let lines: [CollateralLine]
  let annuities: [PledgePacket.AnnuityLine]
  let licences: [PledgePacket.LicenceIncome]
  let transfers: [RecordedTransfers.Transfer]
  let tests: [CalendarDay]

  private var words: DealWords { policy.purpose.words }

  /// A fee's name within a sentence: `annuity for year 7`. What is written in capitals stays.
  private static func within(_ label: String) -> String {
    let start = label.prefix(2)
    guard start.count == 2, start.first?.isUppercase == true, start.last?.isLowercase == true else {
      return label
    }
    return label.prefix(1).lowercased() + label.dropFirst()
  }

  func days() -> [PledgePacket.MonitorDay] {
    guard let start = tests.first, let maturity = tests.last else { return [] }
    var days: [PledgePacket.MonitorDay] = []
    func add(
      _ day: CalendarDay, _ kind: PledgePacket.MonitorDay.Kind, _ right: String, zh: String, en: String
    ) {
      days.append(.init(day: day, kind: kind, right: right, text: BilingualText(zh: zh, en: en)))
    }
    for fee in annuities {
      if fee.isLate {
        add(
          fee.lastDay, .annuityLastDay, fee.right, zh: "\(fee.right) \(fee.label.zh) 补缴的最后一日（含滞纳金）",
          en: "\(fee.right): last day of the \(MonitoringPlan.within(fee.label.en)), with its surcharge")
      } else {
        add(
          fee.due, .annuity, fee.right, zh: "\(fee.right) \(fee.label.zh) 到期",
          en: "\(fee.right): the \(MonitoringPlan.within(fee.label.en)) falls due")
      }
    }
    if let months = policy.revaluationMonths?.value, maturity > start {
      var count = months
      while start.adding(months: count) < maturity {
        add(
          start.adding(months: count), .revaluation, "",
          zh: policy.purpose == .pledge ? "押品重估，核对触发事项" : "重新估值，核对触发事项",
          en: policy.purpose == .pledge
            ? "Value the collateral again and go through the triggers"
            : "Value the rights again and go through the triggers")
        count += months
      }
    }
    if request.months != nil {
      for (index, day) in tests.enumerated().dropFirst() where request.repayment == .linear || day == maturity
      {
        let part = request.repayment == .linear ? "（第 \(index) 期）" : ""
        add(
          day, .repayment, "", zh: "\(words.owed.zh)到期\(part)",
          en: request.repayment == .linear
            ? "Part \(index) of \(words.owed.en) falls due"
            : words.owed.en.prefix(1).uppercased() + words.owed.en.dropFirst() + " falls due")
      }
    }
    for line in lines {
      // A term that ends soon after the debt matters too: there is no room for a longer loan.
      if let end = line.termEnd, end >= start, end <= maturity.adding(years: 2) {
        add(
          end, .expiry, line.number, zh: "\(line.number) 权利届满", en: "\(line.number): the term ends")
      }
    }
    for licence in licences {
      if let end = licence.to, end >= start, end <= maturity {
        add(
          end, .licenceEnd, licence.right, zh: "\(licence.right) 许可 \(licence.contract) 终止",
          en: "\(licence.right): the licence \(licence.contract) ends")
      }
    }
    for transfer in transfers {
      add(
        transfer.day, .transfer, transfer.right, zh: "\(transfer.right) \(transfer.text.zh)",
        en: "\(transfer.right): \(transfer.text.en.prefix(1).lowercased())\(transfer.text.en.dropFirst())")
    }
    return days.sorted {
      ($0.day, $0.kind.rawValue, $0.right, $0.text.en) < ($1.day, $1.kind.rawValue, $1.right, $1.text.en)
    }
  }
}
