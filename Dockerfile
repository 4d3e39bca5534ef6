# 牵头图谱，图数据库在内：见 docs/install.md
FROM python:3.12-slim AS build
WORKDIR /src
COPY . .
RUN python -m venv /opt/qiantou \
 && /opt/qiantou/bin/pip install --no-cache-dir --require-hashes -r requirements.user.lock \
 && /opt/qiantou/bin/pip install --no-cache-dir "setuptools>=77" \
 && /opt/qiantou/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.12-slim
COPY --from=build /opt/qiantou /opt/qiantou
RUN useradd --create-home --uid 10001 qiantou && mkdir /data && chown qiantou /data
USER qiantou
ENV QIANTOU_HOME=/data PATH=/opt/qiantou/bin:$PATH PYTHONUTF8=1
VOLUME /data
EXPOSE 8501
CMD ["qiantou", "ui", "--address", "0.0.0.0", "--no-browser"]
