import PortfolioCore

/// Where the European patents of a story are kept up after grant, one entry a patent, over and over.
struct EuropeanChoice {
  /// States, and `UP` for unitary effect. Empty: nobody wrote it down.
  var offices: [String]
  /// A state in which the patent was given up, and in which of its years.
  var givenUp: (office: String, year: Int)?
}

extension Story {
  /// Writes what decides fees beside days: reductions, rate classes, states of validation and what was paid there.
  ///
  /// Throws no dice, so that everything else of a story stays as it is.
  mutating func writeFees() {
    var european = 0
    for right in rights {
      guard let first = right.shares.first, !plan.outsiders.contains(where: { $0.name.zh == first.party })
      else { continue }
      switch right.office {
      case "CN" where right.isPatent: writeReduction(of: right)
      case "US":
        folder.add("fee_particulars", ["right": right.id, "rate_class": plan.americanClass])
      case "EP" where right.life.grant != nil && !plan.europeanChoices.isEmpty:
        let choice = plan.europeanChoices[european % plan.europeanChoices.count]
        european += 1
        validate(right, choice)
      default: break
      }
    }
  }

  private mutating func writeReduction(of right: StoryRight) {
    let isJoint = right.shares.count == 2
    let percent = isJoint ? plan.percentPaidJointly : plan.habits.percentPaid
    guard percent < 100 else { return }
    folder.add(
      "fee_reductions",
      [
        "right": right.id, "reduction": isJoint ? "joint-applicants" : "single-applicant",
        "from_day": right.life.filing.iso, "reference": "示例费减备案 \(right.life.filing.year)",
      ])
  }

  private mutating func validate(_ right: StoryRight, _ choice: EuropeanChoice) {
    guard let grant = right.life.grant else { return }
    let filing = right.life.filing
    for office in choice.offices {
      // Unitary effect exists since 2023-06-01.
      let code = office == "UP" && grant < day(2023, 6, 1) ? "FR" : office
      var end: CalendarDay?
      if let given = choice.givenUp, given.office == code {
        let day = filing.adding(years: given.year - 1).endOfMonth
        if day > grant, day <= asOf { end = day }
      }
      folder.add(
        "validations",
        ["right": right.id, "office": code, "from_day": grant.iso, "to_day": end?.iso ?? ""])
      payNationalFees(right, code, grant: grant, until: end)
    }
  }

  /// National and unitary fees since grant, all of them paid three weeks ahead.
  private mutating func payNationalFees(
    _ right: StoryRight, _ office: String, grant: CalendarDay, until end: CalendarDay?
  ) {
    guard let scale = NationalFeeScale.scales[office] else { return }
    let filing = right.life.filing
    let first = grant.fullYears(since: filing) + 2
    guard first <= 20 else { return }
    for year in first...20 {
      // Fees that fall due within two months of grant can be paid until these are over.
      let due = max(filing.adding(years: year - 1).endOfMonth, grant.adding(months: 2))
      let paid = due - 21
      guard due <= asOf, end.map({ due < $0 }) ?? true, let amount = scale.amount(year) else { continue }
      folder.add(
        "payments",
        [
          "right": right.id, "fee_year": String(year), "paid_day": paid.iso, "amount": String(amount),
          "currency": scale.currency, "office": office,
        ])
    }
  }
}

/// Fees of states as the stories pay them. This copy serves only to make samples; the program's own amounts are
/// in its model files. Sources: WIPO PCT guide DE (2024-04), INPI 2024, Patents (Fees) Rules 2007 Sch 2, RFeesUPP
/// Art 2.
struct NationalFeeScale {
  var currency: String
  var firstYear: Int
  var amounts: [Int]

  func amount(_ year: Int) -> Int? {
    amounts.indices.contains(year - firstYear) ? amounts[year - firstYear] : nil
  }

  static let scales: [String: NationalFeeScale] = [
    "DE": NationalFeeScale(
      currency: "EUR", firstYear: 3,
      amounts: [70, 70, 100, 150, 210, 280, 350, 430, 540, 680, 830, 980, 1130, 1310, 1490, 1670, 1840, 2030]),
    "FR": NationalFeeScale(
      currency: "EUR", firstYear: 2,
      amounts: [38, 38, 38, 38, 76, 96, 136, 180, 220, 260, 300, 350, 400, 460, 520, 580, 650]),
    "GB": NationalFeeScale(
      currency: "GBP", firstYear: 5,
      amounts: [70, 90, 110, 130, 150, 170, 190, 220, 260, 300, 360, 420, 470, 520, 570, 610]),
    "UP": NationalFeeScale(
      currency: "EUR", firstYear: 2,
      amounts: [
        35, 105, 145, 315, 475, 630, 815, 990, 1175, 1460, 1775, 2105, 2455, 2830, 3240, 3640, 4055, 4455,
        4855,
      ]),
  ]
}
