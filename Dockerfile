FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml ./
# The libraries in a layer of their own, which a change of the sources leaves as it is.
RUN mvn -B -ntp dependency:go-offline || true
COPY src ./src
COPY web-widget/dist ./web-widget/dist
RUN mvn -B -ntp -Dmaven.test.skip=true package \
 && cp target/newsline-*.jar newsline.jar \
 && java -Djarmode=tools -jar newsline.jar extract --layers --destination extracted

FROM eclipse-temurin:17-jre
RUN useradd --system --uid 10001 --user-group --home-dir /nonexistent --shell /usr/sbin/nologin newsline \
 && install -d -m 0700 -o newsline -g newsline /var/lib/newsline
WORKDIR /app
COPY --from=build /build/extracted/dependencies/ ./
COPY --from=build /build/extracted/spring-boot-loader/ ./
COPY --from=build /build/extracted/snapshot-dependencies/ ./
# Last: the jar of this layer is the one that starts.
COPY --from=build /build/extracted/application/ ./
COPY LICENSE NOTICE ./
USER newsline
# Without newsline.database=external the image keeps its own PostgreSQL here.
ENV NEWSLINE_DATA=/var/lib/newsline
VOLUME /var/lib/newsline
EXPOSE 8080 7000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && head -1 <&3 | grep -q ' 200'"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-jar", "newsline.jar"]
