#!/bin/sh
# 牵头图谱：在本文件夹中安装（不联网，不要管理员权限）并打开界面。也可以带命令：./启动.sh duty 市工信局
here=$(cd "$(dirname "$0")" && pwd)
for python in python{python} python3 python; do
  if command -v "$python" >/dev/null 2>&1 && "$python" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "{python}")' 2>/dev/null; then
    exec "$python" "$here/start.py" "$@"
  fi
done
echo "错误：没有找到 Python {python}。请安装 Python {python}，或换用与已装版本对应的包。" >&2
exit 1
