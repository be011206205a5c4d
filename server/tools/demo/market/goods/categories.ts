/** What buyers who read English browse by; a kind of goods without one compiles, and is found by its one name. */
export const categoriesEn: Readonly<Record<string, string>> = {
  坚果: 'Nuts',
  奶: 'Dairy',
  木雕: 'Woodcraft',
  杂粮: 'Grains and noodles',
  水果: 'Fruit',
  油: 'Oils',
  粮食: 'Rice',
  茶: 'Tea',
  菌类: 'Mushrooms',
  蔬菜: 'Vegetables',
  蛋: 'Eggs',
  蜂蜜: 'Honey',
  蜜饯: 'Preserves',
  调味: 'Spices and sauces',
  豆类: 'Beans',
};
