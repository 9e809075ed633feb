import { provinceOf } from './plate-provinces.js';

test.each([
  ['苏H', '苏'],
  ['苏', '苏'],
  [' 鲁 b ', '鲁'],
  ['江苏省淮安市公安局交通警察支队', '苏'],
  ['广西壮族自治区南宁市公安局', '桂'],
  ['新疆维吾尔自治区乌鲁木齐市公安局', '新'],
  ['内蒙古自治区公安厅', '蒙'],
  ['重庆市公安局交通管理局', '渝'],
])('the issuer %s lies in %s', (issuer, province) => {
  expect(provinceOf(issuer)).toBe(province);
});

test.each([
  '',
  '吉安市公安局',
  '宁波市公安局',
  '青岛市公安局',
  '吉林市公安局',
  '海南藏族自治州公安局',
  '使A',
  '部H',
  '3208',
])('the issuer %j tells no province', (issuer) => {
  expect(provinceOf(issuer)).toBeUndefined();
});
