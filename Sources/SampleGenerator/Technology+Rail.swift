extension Technology {
  static let bogie = Technology(
    name: "bogie", ipc: ["B61F5/38", "B61F3/04", "F16F15/08"],
    locarno: ["12-03"],
    things: [
      Thing("转向架构架", "bogie frame", "B61F5/52"), Thing("轴箱定位装置", "axle box positioning device", "B61F5/32"),
      Thing("一系悬挂装置", "primary suspension device", "B61F5/30"),
      Thing("抗侧滚扭杆", "anti-roll torsion bar", "B61F5/24"),
      Thing("牵引拉杆", "traction rod", "B61F5/16"), Thing("轮对提吊机构", "wheelset lifting mechanism", "B61F5/50"),
    ],
    manners: [
      Term("轻量化", "lightweight"), Term("可调刚度", "adjustable-stiffness"), Term("焊接式", "welded"),
      Term("模块化", "modular"), Term("低噪声", "low-noise"), Term("防松", "loosening-proof"),
    ],
    uses: [
      Term("低地板车辆", "low-floor vehicles"), Term("高寒线路", "alpine lines"),
      Term("城际动车组", "intercity multiple units"), Term("重载货车", "heavy-haul wagons"),
      Term("轨道工程车", "track maintenance cars"),
    ],
    methods: [
      Term("装配", "assembling"), Term("疲劳试验", "fatigue testing"),
      Term("焊接变形控制", "controlling weld distortion of"),
    ],
    secrets: [
      Term("焊接工艺参数", "Welding parameters"), Term("装配调校规程", "Assembly and adjustment rules"),
      Term("疲劳判据", "Fatigue criteria"),
    ])

  static let railBrake = Technology(
    name: "brake", ipc: ["B60T13/66", "B60T17/22", "B60T8/17"],
    locarno: ["12-03"],
    things: [
      Thing("制动夹钳单元", "brake caliper unit", "B61H5/00"), Thing("制动盘", "brake disc", "F16D65/12"),
      Thing("制动控制阀", "brake control valve", "B60T15/36"),
      Thing("停放制动缸", "parking brake cylinder", "B60T17/08"),
      Thing("闸片托", "brake pad holder", "F16D65/092"), Thing("撒砂装置", "sanding device", "B61C15/10"),
    ],
    manners: [
      Term("电空联合", "electro-pneumatic"), Term("散热型", "heat-dissipating"), Term("快装式", "quick-fit"),
      Term("冗余型", "redundant"), Term("自润滑", "self-lubricating"), Term("紧凑型", "compact"),
    ],
    uses: [
      Term("地铁列车", "metro trains"), Term("有轨电车", "trams"), Term("高速列车", "high-speed trains"),
      Term("货运机车", "freight locomotives"), Term("救援车辆", "rescue vehicles"),
    ],
    methods: [
      Term("检测", "inspecting"), Term("防滑控制", "anti-slip control of"), Term("间隙调整", "adjusting clearance of"),
    ],
    secrets: [
      Term("摩擦材料配方", "Friction material recipe"), Term("台架试验数据", "Test bench data"),
      Term("热处理曲线", "Heat treatment curve"),
    ])

  static let railDoor = Technology(
    name: "door", ipc: ["B61D19/00", "E05F15/40", "B61D49/00"],
    locarno: ["12-03", "08-06"],
    things: [
      Thing("塞拉门驱动机构", "plug door drive mechanism", "E05F15/655"),
      Thing("车门锁闭装置", "door locking device", "E05B83/36"),
      Thing("站台补偿踏板", "platform gap step", "B61D23/02"), Thing("门控器", "door controller", "B61D19/02"),
      Thing("车体侧墙", "car body side wall", "B61D17/08"), Thing("司机室操纵台", "driver's desk", "B61C17/04"),
    ],
    manners: [
      Term("防夹", "anti-pinch"), Term("无刷直驱", "brushless direct-drive"), Term("手动解锁", "manually releasable"),
      Term("密封增强", "seal-enhanced"), Term("铝合金", "aluminium-alloy"),
    ],
    uses: [
      Term("地铁列车", "metro trains"), Term("市域列车", "suburban trains"), Term("动车组", "multiple units"),
      Term("单轨车辆", "monorail vehicles"),
    ],
    methods: [
      Term("故障诊断", "diagnosing faults of"), Term("控制", "controlling"), Term("密封检测", "checking the seal of"),
    ],
    secrets: [
      Term("控制参数表", "Control parameter table"), Term("密封条配方", "Seal recipe"),
      Term("调试规程", "Commissioning rules"),
    ])

  static let crane = Technology(
    name: "crane", ipc: ["B66C13/18", "B66C15/06", "B66C19/00"],
    locarno: ["12-05"],
    things: [
      Thing("岸边起重机吊具", "quay crane spreader", "B66C1/66"), Thing("起升机构", "hoisting mechanism", "B66D1/12"),
      Thing("防摇装置", "anti-sway device", "B66C13/06"),
      Thing("大车行走机构", "gantry travelling mechanism", "B66C9/14"),
      Thing("臂架俯仰机构", "boom luffing mechanism", "B66C23/82"),
      Thing("司机室", "operator's cab", "B66C13/54"),
    ],
    manners: [
      Term("自动对位", "self-aligning"), Term("四卷筒", "four-drum"), Term("节能型", "energy-saving"),
      Term("伸缩式", "telescopic"),
      Term("防风", "wind-resistant"), Term("遥控", "remote-controlled"),
    ],
    uses: [
      Term("集装箱码头", "container terminals"), Term("散货码头", "bulk terminals"), Term("船厂", "shipyards"),
      Term("铁路货场", "rail freight yards"), Term("冷库", "cold stores"),
    ],
    methods: [
      Term("对位", "positioning"), Term("防碰撞控制", "collision avoidance of"),
      Term("结构健康监测", "monitoring the structure of"),
    ],
    secrets: [
      Term("防摇算法参数", "Anti-sway parameters"), Term("钢结构下料规程", "Steel cutting rules"),
      Term("调试数据", "Commissioning data"),
    ])

  static let hydraulics = Technology(
    name: "hydraulics", ipc: ["E02F9/22", "F15B11/16", "F15B13/02"],
    locarno: ["15-04"],
    things: [
      Thing("液压挖掘机回转系统", "hydraulic excavator swing system", "E02F9/12"),
      Thing("多路换向阀组", "multi-way valve block", "F15B13/06"),
      Thing("动臂势能回收装置", "boom energy recovery device", "F15B21/14"),
      Thing("液压油散热器", "hydraulic oil cooler", "F15B21/0423"),
      Thing("先导操纵手柄", "pilot control lever", "E02F9/20"), Thing("工作装置", "working equipment", "E02F3/38"),
    ],
    manners: [
      Term("负载敏感", "load-sensing"), Term("正流量", "positive-flow"), Term("混合动力", "hybrid"),
      Term("缓冲型", "cushioned"),
      Term("双泵合流", "dual-pump confluence"),
    ],
    uses: [
      Term("矿用挖掘机", "mining excavators"), Term("小型挖掘机", "mini excavators"), Term("装载机", "wheel loaders"),
      Term("高空作业平台", "aerial work platforms"),
    ],
    methods: [
      Term("流量分配控制", "flow distribution control of"), Term("标定", "calibrating"),
      Term("节能控制", "energy-saving control of"),
    ],
    secrets: [
      Term("阀芯配合公差", "Spool fit tolerances"), Term("标定数据", "Calibration data"),
      Term("磨合规程", "Running-in rules"),
    ])
}
