import PortfolioCore

extension FirstLook {
  /// The grades and fees of the twelve rights, reckoned by hand from the model's file and the tables beside it;
  /// separated by tabs. `?` marks the points assumed for an unknown fact, `n/a` a criterion left out.
  static let expectedGrades = tabs(
    """
    right grade gate score low high coverage citations backward team state remaining claims examination family triadic route next_fee_day next_fee_cny fees_2026 fees_2027 fees_2028 fees_2029 fees_2030 fees_2031 fees_2032 fees_2033 fees_2034 fees_2035
    FL-01 B - 65.438 63.338 67.538 0.9300 70 50 50 100 100 60 60? 45 75 30 2026-08-12 2000.00 2000.00 2000.00 4000.00 4000.00 4000.00 6000.00 6000.00 6000.00 8000.00 8000.00
    FL-02 B - 55.308 53.208 57.408 0.9300 70 50 50 100 62.094 60 60? 25 20 30 2026-09-14 6000.00 6000.00 8000.00 8000.00 8000.00 8000.00 8000.00 0.00 0.00 0.00 0.00
    FL-03 C - 51.050 34.850 86.275 0.3600 40? 50? 50 50 100 70 60? 35? 30? 40? - - 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00
    FL-04 C - 41.826 41.826 41.826 1.0000 35 50 50 100 40.548 50 n/a 25 20 30 2026-07-20 1200.00 1200.00 1200.00 2000.00 2000.00 0.00 0.00 0.00 0.00 0.00 0.00
    FL-05 D - 32.117 32.117 32.117 1.0000 20 50 50 60 27.926 40 n/a 25 20 30 2026-04-15 1320.00 1320.00 2000.00 2000.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00
    FL-06 C - 51.734 34.272 92.755 0.2941 40? 50? 50 100 100 n/a n/a 35? 30? 40? 2026-11-16 900.00 900.00 1200.00 1200.00 1200.00 2000.00 2000.00 3000.00 3000.00 3000.00 3000.00
    FL-07 - ended - - - - - - - - - - - - - - - - 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00
    FL-08 - expired - - - - - - - - - - - - - - - - 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00
    FL-09 B - 69.788 67.688 71.888 0.9300 70 50 50 100 100 70 60? 45 75 80 2026-09-14 15452.82 15452.82 0.00 0.00 0.00 29036.93 0.00 0.00 0.00 59511.33 0.00
    FL-10 B - 62.388 60.288 64.488 0.9300 55 50 50 50 100 70 60? 45 75 80 2026-08-31 10635.24 10635.24 11893.61 13151.98 14410.34 14410.34 14410.34 14410.34 14410.34 14410.34 14410.34
    FL-11 - other - - - - - - - - - - - - - - 2028-05-20 450.00 0.00 0.00 450.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00
    FL-12 - other - - - - - - - - - - - - - - - - 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00 0.00
    """)

  /// Columns stand apart by blanks in the source and by tabs in the file.
  private static func tabs(_ text: String) -> String {
    text.split(separator: "\n").map { line in
      line.split(separator: " ").joined(separator: "\t") + "\n"
    }.joined()
  }

  /// The part of the guide that shows the reckoning.
  static let gradesGuide = """
    ## 初筛等级的手算 / The screening grade by hand

    按 `Models/Grading/bibliographic-screening.yaml`（2026.3 版）。十二项权利少于最小队列 30 件，故“年均被引证”用绝对分档 `whenTooSmall`。
    各项分值由下列事实得出：
    - 年均被引证：2026-06-30 的被引证次数 ÷ 首次公开日至该日的年数（365.25 天为一年，至少一年）。FL-01：9 ÷ 6.37 = 1.41；FL-02：14 ÷ 13.45 = 1.04；
      FL-04：1 ÷ 5.29 = 0.19；FL-05：0；FL-09：10 ÷ 5.36 = 1.87；FL-10：4 ÷ 5.36 = 0.75；FL-03、FL-06 没有引证记录，未知。
    - 引证专利数 5（50 分）；发明人 2 名（50 分）；外观设计没有权利要求，此项略去，权重由其余各项按比例承担。
    - 剩余期限：届满日至 2026-06-30 的天数 ÷ 365.25，除以 10 年乘以 100，不超过 100。FL-01：4791 天，13.12 年，100 分；FL-02：2268 天，6.21 年，62.09 分。
    - 同族规模取引证表所载。美欧日布局：F-1 载有 3 件，组合内正有 3 件，在 US、EP 两局，75 分；FL-02、FL-04、FL-05 的同族只有自身 1 件，
      在 CN，三局皆无，0 处，20 分；FL-03、FL-06 同族规模不明，布局未知。来源所载的同族多于组合内所有而又未到三局的，布局也作未知。
    - 跨国申请：F-1 首先在中国申请，FL-01 没有外国优先权（30 分），在美、欧的 FL-09、FL-10 有（80 分）；同族只有一件的没有；
      FL-03、FL-06 未知。
    - 实质审查历时：没有记录实质审查生效日，发明均为未知；实用新型与外观设计不经实质审查，此项略去，权重由其余各项按比例承担。
    - 未知的事实按模型的假设计分（表中加 ?），区间改用其上下限；完备度为已知事实的权重之和。

    By version 2026.3 of that model. Twelve rights are fewer than the least cohort of 30, so citations a year take the
    absolute bands `whenTooSmall`. The points come from these facts:
    - citations a year: the count of 2026-06-30 over the years since first publication (of 365.25 days, at least one).
      FL-01: 9 / 6.37 = 1.41; FL-02: 14 / 13.45 = 1.04; FL-04: 1 / 5.29 = 0.19; FL-05: 0; FL-09: 10 / 5.36 = 1.87;
      FL-10: 4 / 5.36 = 0.75; of FL-03 and FL-06 no count is on record: unknown;
    - 5 patents cited (50 points); two inventors (50). A design has no claims: the criterion falls away, and the others
      share its weight in proportion;
    - remaining term: days from 2026-06-30 to the end of term over 365.25, over 10 years, times 100, at most 100.
      FL-01: 4791 days, 13.12 years, 100 points; FL-02: 2268 days, 6.21 years, 62.09 points;
    - family size as the citation table has it. US, EP, JP presence: F-1 counts 3 members and the portfolio holds all 3, at
      US and EP among them: 75 points; the families of FL-02, FL-04 and FL-05 count 1, the right itself, at CN: presence
      0, 20 points; of FL-03 and FL-06 no family size is on record, and the presence is unknown. It would be unknown as
      well if the source counted more members than the portfolio holds and these did not reach all three;
    - filed across borders: F-1 was first filed in China, so FL-01 claims no priority abroad (30 points), FL-09 and FL-10 in
      the US and at the EPO do (80); a family of one claims none; of FL-03 and FL-06 it is not known;
    - years under examination: no day is on record on which examination took effect, so they are unknown of inventions;
      utility models and designs are not examined in substance, and the criterion falls away;
    - an unknown fact counts the points that the model assumes (marked ?), the interval takes its limits instead; coverage
      is the weight of the known facts.

    | 权利 right | 年均被引证 citations | 引证 backward | 发明人 team | 状态 state | 剩余期限 remaining | 权利要求 claims | 审查 examination | 同族 family | 美欧日 triadic | 跨国 route | 得分 score | 区间 interval | 完备度 coverage | 等级 grade |
    | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
    | 权重 weight | 0.2600 | 0.0600 | 0.0800 | 0.0700 | 0.0875 | 0.1225 | 0.0700 | 0.1000 | 0.0875 | 0.0625 | 1 | | | |
    | FL-01 | 70 | 50 | 50 | 100 | 100 | 60 | 60? | 45 | 75 | 30 | 65.438 | 63.338 – 67.538 | 0.9300 | B |
    | FL-02 | 70 | 50 | 50 | 100 | 62.094 | 60 | 60? | 25 | 20 | 30 | 55.308 | 53.208 – 57.408 | 0.9300 | B |
    | FL-03 | 40? | 50? | 50 | 50 | 100 | 70 | 60? | 35? | 30? | 40? | 51.050 | 34.850 – 86.275 | 0.3600 | C |
    | FL-04 | 35 | 50 | 50 | 100 | 40.548 | 50 | n/a | 25 | 20 | 30 | 41.826 | 41.826 – 41.826 | 1.0000 | C |
    | FL-05 | 20 | 50 | 50 | 60 | 27.926 | 40 | n/a | 25 | 20 | 30 | 32.117 | 32.117 – 32.117 | 1.0000 | D |
    | FL-06 | 40? | 50? | 50 | 100 | 100 | n/a | n/a | 35? | 30? | 40? | 51.734 | 34.272 – 92.755 | 0.2941 | C |
    | FL-09 | 70 | 50 | 50 | 100 | 100 | 70 | 60? | 45 | 75 | 80 | 69.788 | 67.688 – 71.888 | 0.9300 | B |
    | FL-10 | 55 | 50 | 50 | 50 | 100 | 70 | 60? | 45 | 75 | 80 | 62.388 | 60.288 – 64.488 | 0.9300 | B |

    FL-01：0.26×70 + 0.06×50 + 0.08×50 + 0.07×100 + 0.0875×100 + 0.1225×60 + 0.07×60 + 0.10×45 + 0.0875×75 + 0.0625×30 = 65.4375，B（≥ 55）。
    FL-03 有六项未知：下限为 51.050 − 0.26×40 − 0.06×20 − 0.07×30 − 0.10×10 − 0.0875×10 − 0.0625×10 = 34.850，
    上限为 51.050 + 0.26×60 + 0.06×40 + 0.07×30 + 0.10×65 + 0.0875×70 + 0.0625×40 = 86.275。
    FL-06 的权重之和为 1 − 0.1225 − 0.07 = 0.8075，得分 41.775 ÷ 0.8075 = 51.734。
    FL-01 is the sum of the products of the first line; FL-03 lacks six facts, whose limits instead of their assumptions
    give 34.850 and 86.275 about 51.050; FL-06 has a weight of 1 − 0.1225 − 0.07 = 0.8075 in all, so 41.775 / 0.8075 = 51.734.

    不参加分级 / outside the grades：FL-07 已终止（门槛 `ended`），FL-08 已届满（门槛 `expired`），FL-11、FL-12 模型不分级此类权利
    (FL-07 lapsed, FL-08 expired; the model does not grade trademarks and secrets).

    ## 年费 / Fees

    2026 至 2035 年各年应缴（元）。外币按模型所载最近一年的平均汇率：USD 7.187359、EUR 8.118504。
    Fees by year of the due day, 2026 to 2035, in yuan; foreign currencies at the newest yearly averages of the table.

    | 权利 right | 2026 | 2027 | 2028 | 2029 | 2030 | 2031 | 2032 | 2033 | 2034 | 2035 |
    | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
    | FL-01 | 2000 | 2000 | 4000 | 4000 | 4000 | 6000 | 6000 | 6000 | 8000 | 8000 |
    | FL-02 | 6000 | 8000 | 8000 | 8000 | 8000 | 8000 |  |  |  |  |
    | FL-04 | 1200 | 1200 | 2000 | 2000 |  |  |  |  |  |  |
    | FL-05 | 1320 | 2000 | 2000 |  |  |  |  |  |  |  |
    | FL-06 | 900 | 1200 | 1200 | 1200 | 2000 | 2000 | 3000 | 3000 | 3000 | 3000 |
    | FL-09 | 15452.82 |  |  |  | 29036.93 |  |  |  | 59511.33 |  |
    | FL-10 | 10635.24 | 11893.61 | 13151.98 | 14410.34 | 14410.34 | 14410.34 | 14410.34 | 14410.34 | 14410.34 | 14410.34 |
    | FL-11 |  |  | 450 |  |  |  |  |  |  |  |

    FL-05 的 1,320 元为已过期限、尚在滞纳期的第 8 年年费 1,200 元，加上截至日所处一档的滞纳金 10 %。FL-03 授权前不计。
    FL-11 按网上办理的续展费 450 元。
    FL-05 owes the late fee of year 8, CNY 1,200, with the surcharge of 10 % that stands on the as-of day. FL-03 is not
    counted before its grant. FL-11 renews at the online rate of CNY 450.

    `expected-grades.txt` 是以上两表的数，以制表符分隔。It holds the figures of both tables, separated by tabs.

    """
}
